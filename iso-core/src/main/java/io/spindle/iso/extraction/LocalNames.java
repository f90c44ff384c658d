package io.spindle.iso.extraction;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Turns names of nodes into names of files here. */
final class LocalNames {
    private LocalNames() {}

    /** The name with an underscore for what could move a cursor or mean a folder. */
    static String of(String name) {
        StringBuilder out = new StringBuilder(name.length());
        name.codePoints().map(c -> isHarmful(c) ? '_' : c).forEach(out::appendCodePoint);
        String local = out.toString();
        return local.equals(".") || local.equals("..") ? "_" : local;
    }

    private static boolean isHarmful(int c) {
        boolean separator = c == '/' || c < 0x80 && c == java.io.File.separatorChar;
        return separator || Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** The child of that folder, or empty when no file here can have the name. */
    static Optional<Path> resolve(Path folder, String name) {
        try {
            Path child = folder.resolve(of(name));
            return folder.equals(child.getParent()) ? Optional.of(child) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
