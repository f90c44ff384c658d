package io.spindle.iso.openpgp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Takes the ASCII armor off (RFC 9580, 6.2). */
final class Armor {
    private static final String BEGIN = "-----BEGIN PGP ";
    private static final String END = "-----END PGP ";

    private Armor() {}

    /**
     * The bytes of all blocks of a title, one behind the other; a file that is not armored is given back as it is.
     *
     * @throws OpenPgpException when it is neither, or a block is broken
     */
    static byte[] remove(byte[] file, String title) throws OpenPgpException {
        if (file.length > 0 && file[0] < 0) {
            return file;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] lines = new String(file, StandardCharsets.ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].stripTrailing().equals(BEGIN + title + "-----")) {
                i = block(lines, i + 1, title, out);
            }
        }
        if (out.size() == 0) {
            throw new OpenPgpException("holds no " + title.toLowerCase(java.util.Locale.ROOT) + " of OpenPGP");
        }
        return out.toByteArray();
    }

    /** Decodes one block whose headers begin at {@code first}, and gives the line that ends it. */
    private static int block(String[] lines, int first, String title, ByteArrayOutputStream out)
            throws OpenPgpException {
        int at = first;
        while (at < lines.length && lines[at].contains(":")) {
            at++;
        }
        StringBuilder text = new StringBuilder();
        for (; at < lines.length && !lines[at].startsWith(END); at++) {
            String line = lines[at].strip();
            // The checksum; it guards against faults of transport only, and newer writers leave it out.
            if (!(line.length() == 5 && line.startsWith("="))) {
                text.append(line);
            }
        }
        if (at == lines.length || !lines[at].stripTrailing().equals(END + title + "-----")) {
            throw new OpenPgpException("the armor has no end");
        }
        try {
            out.writeBytes(Base64.getDecoder().decode(text.toString()));
        } catch (IllegalArgumentException e) {
            throw new OpenPgpException("the armor is broken: " + e.getMessage());
        }
        return at;
    }
}
