package io.spindle.app;

import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.PosixFields;
import io.spindle.iso.inspection.Labels;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Lines of files as {@code ls -l} has them, in Coordinated Universal Time. */
record LongListing(PrintWriter out) {
    private static final String NO_TIME = "-                  ";
    private static final String LETTERS = "rwxrwxrwx";

    /** The path alone. */
    void name(String path, FileNode node) {
        out.println(Labels.harmless(path));
    }

    /** All of a line; what is not recorded is a dash. */
    void entry(String path, FileNode node) {
        StringBuilder line = new StringBuilder(100).append(mode(node)).append(' ');
        Optional<PosixFields> posix = node.posix();
        right(line, posix.map(it -> Long.toString(it.links())).orElse("-"), 2);
        right(line, posix.map(it -> id(it.userId())).orElse("-"), 6);
        right(line, posix.map(it -> id(it.groupId())).orElse("-"), 6);
        right(line, Long.toString(node.lengthBytes()), 13);
        line.append(' ').append(node.times().modified().map(LongListing::time).orElse(NO_TIME));
        String link = node.kind() == FileKind.SYMBOLIC_LINK
                ? " -> " + node.linkTarget().orElse("?")
                : "";
        out.println(line.append(' ').append(Labels.harmless(path + link)));
    }

    private static void right(StringBuilder line, String text, int width) {
        line.append(" ".repeat(Math.max(0, width - text.length()))).append(text);
    }

    private static String time(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        String text = time.toString().replace('T', ' ');
        return time.getSecond() == 0 ? text + ":00" : text;
    }

    /** UDF writes all bits for an owner that is not told (ECMA-167, 4/14.9.3). */
    private static String id(long id) {
        return id == 0xFFFFFFFFL ? "-" : Long.toString(id);
    }

    private static String mode(FileNode node) {
        StringBuilder mode = new StringBuilder().append(node.kind().letter());
        int bits = node.posix().map(PosixFields::permissions).orElse(0);
        if (node.posix().isEmpty()) {
            return mode.append("---------").toString();
        }
        for (int i = 0; i < LETTERS.length(); i++) {
            mode.append((bits >> LETTERS.length() - 1 - i & 1) != 0 ? LETTERS.charAt(i) : '-');
        }
        special(mode, bits, 04000, 3, 's');
        special(mode, bits, 02000, 6, 's');
        special(mode, bits, 01000, 9, 't');
        return mode.toString();
    }

    /** Set-user-id and its like take the place of the x, in capitals where there is none. */
    private static void special(StringBuilder mode, int bits, int bit, int at, char letter) {
        if ((bits & bit) != 0) {
            mode.setCharAt(at, mode.charAt(at) == 'x' ? letter : Character.toUpperCase(letter));
        }
    }
}
