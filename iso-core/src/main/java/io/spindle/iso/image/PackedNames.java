package io.spindle.iso.image;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The names of packed files. */
public final class PackedNames {
    private static final Set<String> SUFFIXES = Set.of("gz", "xz", "zst", "bz2");

    private PackedNames() {}

    /** The name without the suffix that says how the file was packed: that of {@code debian.iso.xz} is {@code debian.iso}. */
    public static String withoutSuffix(String name) {
        return suffix(name)
                .map(it -> name.substring(0, name.length() - it.length() - 1))
                .orElse(name);
    }

    /** The name of the image that a packed file expands to: that of {@code game.cso.gz} is {@code game.iso}. */
    public static String ofContent(String name) {
        String plain = withoutSuffix(name);
        return plain.matches("(?i).+\\.[cz]so") ? plain.substring(0, plain.length() - 3) + "iso" : plain;
    }

    private static Optional<String> suffix(String name) {
        int dot = name.lastIndexOf('.');
        String suffix = name.substring(dot + 1);
        boolean known = dot > 0 && name.charAt(dot - 1) != '/' && SUFFIXES.contains(suffix.toLowerCase(Locale.ROOT));
        return known ? Optional.of(suffix) : Optional.empty();
    }
}
