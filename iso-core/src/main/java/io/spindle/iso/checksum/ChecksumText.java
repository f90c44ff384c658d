package io.spindle.iso.checksum;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text of a file of checksums. Each line is by itself, whatever stands in the others: {@code DIGEST  NAME} and
 * {@code DIGEST *NAME} of GNU, with a backslash before lines whose name is escaped; {@code TAG (NAME) = DIGEST} of BSD and
 * of OpenSSL; or a digest alone. What is none of these is passed over.
 */
public final class ChecksumText {
    /** A text with more is read so far. */
    public static final int MAXIMUM_LINES = 100_000;

    private static final int MAXIMUM_LINE_CHARACTERS = 8192;
    private static final Pattern BSD =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9/-]{1,15}) ?\\((.*)\\) ?= ?([0-9A-Fa-f]{32,128})");
    private static final Pattern GNU = Pattern.compile("([0-9A-Fa-f]{32,128})(?: [ *]|\\t+| )(.+)");
    private static final Pattern ALONE = Pattern.compile("[0-9A-Fa-f]{32,128}");

    private ChecksumText() {}

    /**
     * The digests that the text tells.
     *
     * @param fileName of the file, which may say which algorithm it is
     */
    public static List<ChecksumLine> read(String text, String fileName) {
        List<ChecksumLine> found = new ArrayList<>();
        int lines = 0;
        int at = 0;
        while (at < text.length() && lines++ < MAXIMUM_LINES) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            if (end - at <= MAXIMUM_LINE_CHARACTERS) {
                line(text.substring(at, end), fileName).ifPresent(found::add);
            }
            at = end + 1;
        }
        return found;
    }

    private static Optional<ChecksumLine> line(String raw, String fileName) {
        String text = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
        boolean escaped = text.startsWith("\\");
        String line = escaped ? text.substring(1) : text;
        Matcher bsd = BSD.matcher(line);
        if (bsd.matches()) {
            return DigestAlgorithm.ofTag(bsd.group(1))
                    .flatMap(it -> checked(it, bsd.group(3), Optional.of(name(bsd.group(2), escaped))));
        }
        Matcher gnu = GNU.matcher(line);
        if (gnu.matches()) {
            return untagged(gnu.group(1), Optional.of(name(gnu.group(2), escaped)), fileName);
        }
        String alone = line.strip();
        return ALONE.matcher(alone).matches() ? untagged(alone, Optional.empty(), fileName) : Optional.empty();
    }

    private static Optional<ChecksumLine> untagged(String digest, Optional<String> path, String fileName) {
        return DigestAlgorithm.ofLength(digest.length() / 2, fileName).flatMap(it -> checked(it, digest, path));
    }

    private static Optional<ChecksumLine> checked(DigestAlgorithm algorithm, String digest, Optional<String> path) {
        return digest.length() == 2 * algorithm.lengthBytes()
                ? Optional.of(new ChecksumLine(algorithm, digest.toLowerCase(Locale.ROOT), path))
                : Optional.empty();
    }

    /** GNU coreutils write a line feed, a carriage return and a backslash in a name with a backslash before it. */
    private static String name(String text, boolean escaped) {
        if (!escaped) {
            return text;
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                name.append(
                        switch (text.charAt(i)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> text.charAt(i);
                        });
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}
