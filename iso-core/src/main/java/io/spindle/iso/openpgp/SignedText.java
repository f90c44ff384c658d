package io.spindle.iso.openpgp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text and its signatures: in one file (cleartext signature framework, RFC 9580, 7), or beside each other.
 *
 * @param body what is signed, and nothing else of the file; its lines end with a line feed
 * @param results of its signatures, each
 */
public record SignedText(String body, List<SignatureResult> results) {
    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";

    /** True when the file says that it is signed text; then nothing counts that stands outside of the signed part. */
    public static boolean isClearSigned(byte[] file) {
        return lines(file).stream().anyMatch(it -> it.stripTrailing().equals(BEGIN));
    }

    private static List<String> lines(byte[] file) {
        return List.of(new String(file, StandardCharsets.ISO_8859_1).split("\n", -1));
    }

    /**
     * Reads a file that holds text and signature.
     *
     * @throws OpenPgpException when its form is broken
     */
    public static SignedText clearSigned(byte[] file, List<PublisherKey> trusted, Instant now) throws OpenPgpException {
        List<String> lines =
                lines(file).stream().map(SignedText::withoutTrailingBlanks).toList();
        int begin = lines.indexOf(BEGIN);
        if (begin < 0 || begin != lines.lastIndexOf(BEGIN)) {
            throw new OpenPgpException("holds more or less than one signed text");
        }
        int first = afterHeaders(lines, begin + 1);
        List<String> body = new ArrayList<>();
        int at = first;
        for (; at < lines.size() && !lines.get(at).equals(SIGNATURE); at++) {
            body.add(withoutDash(lines.get(at)));
        }
        if (at == lines.size()) {
            throw new OpenPgpException("its text has no signature");
        }
        byte[] armored = String.join("\n", lines.subList(at, lines.size())).getBytes(StandardCharsets.ISO_8859_1);
        byte[] canonical = String.join("\r\n", body).getBytes(StandardCharsets.ISO_8859_1);
        List<SignatureResult> results = new ArrayList<>();
        for (SignatureCheck check : SignatureCheck.of(armored, trusted, now)) {
            check.update(canonical, 0, canonical.length);
            results.add(check.finish());
        }
        byte[] bytes = String.join("\n", body).getBytes(StandardCharsets.ISO_8859_1);
        return new SignedText(new String(bytes, StandardCharsets.UTF_8), results);
    }

    /** The only header that may stand there names hash functions; it proves nothing and is not needed. */
    private static int afterHeaders(List<String> lines, int first) throws OpenPgpException {
        int at = first;
        while (at < lines.size() && lines.get(at).startsWith("Hash: ")) {
            at++;
        }
        if (at == lines.size() || !lines.get(at).isEmpty()) {
            throw new OpenPgpException("the head of its signed text is broken");
        }
        return at + 1;
    }

    private static String withoutDash(String line) throws OpenPgpException {
        if (!line.startsWith("-")) {
            return line;
        }
        if (!line.startsWith("- ")) {
            throw new OpenPgpException("its signed text holds a line that begins with a dash");
        }
        return line.substring(2);
    }

    /** Blanks at the end of a line are not signed in signed text (RFC 9580, 7.2). */
    private static String withoutTrailingBlanks(String line) {
        int end = line.length();
        while (end > 0 && " \t\r".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }

    /**
     * Checks a text against a signature that lies beside it.
     *
     * @throws OpenPgpException when that is no signature
     */
    public static SignedText detached(byte[] text, byte[] signature, List<PublisherKey> trusted, Instant now)
            throws OpenPgpException {
        List<SignatureResult> results = new ArrayList<>();
        for (SignatureCheck check : SignatureCheck.of(signature, trusted, now)) {
            check.update(text, 0, text.length);
            results.add(check.finish());
        }
        return new SignedText(new String(text, StandardCharsets.UTF_8), results);
    }

    /** The signature that counts, if one does and none is bad. */
    public Optional<Signer> signer() {
        return isBroken()
                ? Optional.empty()
                : results.stream().flatMap(it -> it.signer().stream()).findFirst();
    }

    /** True when a trusted key is said to have signed it, and did not sign these bytes. */
    public boolean isBroken() {
        return results.stream().anyMatch(it -> it.kind() == SignatureResult.Kind.BAD);
    }
}
