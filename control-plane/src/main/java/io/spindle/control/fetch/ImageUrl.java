package io.spindle.control.fetch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL of which nothing can be understood in two ways: {@code http}, {@code https} or {@code file}, without user, password
 * and fragment, and with a path that goes only down.
 *
 * @param scheme in lower case
 * @param host in lower case, IPv6 literals without brackets; "" for a file
 * @param port the usual one of the scheme when none is written; 0 for a file
 * @param path decoded, for comparison
 * @param target path and query as they are written, for the request
 */
record ImageUrl(String scheme, String host, int port, String path, String target) {
    private static final int MAXIMUM_CHARACTERS = 4096;
    private static final Pattern FORM = Pattern.compile("(?i)(https?|file)://([^/?#]*)(/[^?#]*)?(\\?[^#]*)?");
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9_][a-z0-9_.-]*)(?::([0-9]{1,5}))?");

    /**
     * Reads a URL.
     *
     * @throws FetchFault when it is another one; the text tells nothing that may be secret
     */
    static ImageUrl parse(String text) throws FetchFault {
        if (text.length() > MAXIMUM_CHARACTERS) {
            throw FetchFault.invalid("the URL is over " + MAXIMUM_CHARACTERS + " characters long");
        }
        if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\')) {
            throw FetchFault.invalid("a URL holds no blanks, backslashes or letters beyond ASCII: encode them as %XX");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw FetchFault.invalid("it is no URL of the form http://, https:// or file://");
        }
        String scheme = form.group(1).toLowerCase(Locale.ROOT);
        String written = form.group(3) == null ? "/" : form.group(3);
        String path = decoded(written);
        String target = written + (form.group(4) == null ? "" : form.group(4));
        String authority = form.group(2).toLowerCase(Locale.ROOT);
        return scheme.equals("file") ? file(authority, path, target) : remote(scheme, authority, path, target);
    }

    private static ImageUrl file(String authority, String path, String target) throws FetchFault {
        if (!authority.isEmpty() && !authority.equals("localhost") || !target.startsWith("/") || target.contains("?")) {
            throw FetchFault.invalid("a file is named as file:///FOLDER/NAME");
        }
        return new ImageUrl("file", "", 0, path, target);
    }

    private static ImageUrl remote(String scheme, String authority, String path, String target) throws FetchFault {
        if (authority.indexOf('@') >= 0) {
            throw FetchFault.invalid("a URL holds no user or password: give them as UserName and Password");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw FetchFault.invalid("its host cannot be understood");
        }
        int port = parts.group(2) == null ? scheme.equals("https") ? 443 : 80 : Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65535) {
            throw FetchFault.invalid("a port is a number from 1 to 65535");
        }
        return new ImageUrl(scheme, parts.group(1).replaceAll("[\\[\\]]", ""), port, path, target);
    }

    /** The path without {@code %XX}; what a server or a folder might take for another path is refused. */
    private static String decoded(String path) throws FetchFault {
        StringBuilder decoded = new StringBuilder();
        for (String segment : path.substring(1).split("/", -1)) {
            String plain = decodedSegment(segment);
            boolean climbs = plain.equals(".") || plain.equals("..");
            if (climbs || plain.chars().anyMatch(c -> c == '/' || c == '\\' || c < 0x20 || c == 0x7f)) {
                throw FetchFault.invalid("its path may not hold '.', '..', or encoded slashes");
            }
            decoded.append('/').append(plain);
        }
        return decoded.toString();
    }

    private static String decodedSegment(String segment) throws FetchFault {
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        for (int at = 0; at < segment.length(); at++) {
            char c = segment.charAt(at);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            String hex = segment.substring(at + 1, Math.min(segment.length(), at + 3));
            if (!hex.matches("[0-9A-Fa-f]{2}")) {
                throw FetchFault.invalid("a '%' in its path is not followed by two hexadecimal digits");
            }
            bytes.put((byte) Integer.parseInt(hex, 16));
            at += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw FetchFault.invalid("its path is not UTF-8");
        }
    }

    /** The last part of the path, "" when it ends with a slash. */
    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** True when both are asked of the same server, so that a password of one may go to the other. */
    boolean sameOrigin(ImageUrl other) {
        return scheme.equals(other.scheme) && host.equals(other.host) && port == other.port;
    }

    /** The server and the path, without the query, which may hold a secret. */
    @Override
    public String toString() {
        String server = host.indexOf(':') < 0 ? host : "[" + host + "]";
        boolean usual = port == 0 || scheme.equals("https") && port == 443 || scheme.equals("http") && port == 80;
        int query = target.indexOf('?');
        return scheme + "://" + server + (usual ? "" : ":" + port) + (query < 0 ? target : target.substring(0, query));
    }
}
