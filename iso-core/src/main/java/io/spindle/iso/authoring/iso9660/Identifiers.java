package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.tree.SourceNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How the names of a folder are written in one kind of tree. */
public enum Identifiers {
    /** Eight characters, a dot, three more (ECMA-119, 7.5 and 10.1). */
    LEVEL_1(8, 3, StandardCharsets.US_ASCII),
    /** Thirty-one characters (ECMA-119, 7.5 and 10.2). */
    LEVEL_2(31, 20, StandardCharsets.US_ASCII),
    /** Sixty-four characters of Unicode (Joliet, Supplementary Volume Descriptor). */
    JOLIET(64, 32, StandardCharsets.UTF_16BE);

    private static final String FORBIDDEN_IN_JOLIET = "*/:;?\\";
    private static final String VERSION = ";1";

    private final int characters;
    private final int extensionCharacters;
    private final Charset charset;

    Identifiers(int characters, int extensionCharacters, Charset charset) {
        this.characters = characters;
        this.extensionCharacters = extensionCharacters;
        this.charset = charset;
    }

    /** A child of a folder and what it is called there. */
    record Named(SourceNode node, byte[] identifier) {}

    private record Parts(String stem, String extension) {}

    /** The nodes in the order of their identifiers (ECMA-119, 9.3). */
    List<Named> of(List<SourceNode> nodes) {
        UniqueNames names = new UniqueNames();
        List<String> claimed = new ArrayList<>(Collections.nCopies(nodes.size(), null));
        // Names that can stay as they are come first, so that others give way.
        for (boolean exact : new boolean[] {true, false}) {
            for (int i = 0; i < nodes.size(); i++) {
                SourceNode node = nodes.get(i);
                if (isExact(node) == exact) {
                    claimed.set(i, claim(names, node));
                }
            }
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(claimed::get, Identifiers::compare));
        return order.stream()
                .map(i -> new Named(nodes.get(i), recorded(nodes.get(i), claimed.get(i))))
                .toList();
    }

    private byte[] recorded(SourceNode node, String name) {
        String dotted = this != JOLIET && !node.isFolder() && name.indexOf('.') < 0 ? name + "." : name;
        return (node.isFolder() || this == JOLIET ? dotted : dotted + VERSION).getBytes(charset);
    }

    /** Whether the node keeps its name, but for upper case. */
    boolean isExact(SourceNode node) {
        Parts parts = parts(node);
        String name = parts.extension().isEmpty() ? parts.stem() : parts.stem() + "." + parts.extension();
        boolean fits =
                this == JOLIET ? name.length() <= characters : parts.stem().length() <= stemLimit(node, parts);
        return fits && name.equalsIgnoreCase(node.name().text());
    }

    private String claim(UniqueNames names, SourceNode node) {
        Parts parts = parts(node);
        String suffix = parts.extension().isEmpty() ? "" : "." + parts.extension();
        return names.claim(parts.stem(), suffix, stemLimit(node, parts));
    }

    private int stemLimit(SourceNode node, Parts parts) {
        return switch (this) {
            case LEVEL_1 -> characters;
            case LEVEL_2 ->
                node.isFolder()
                        ? characters
                        : characters - 1 - parts.extension().length();
            case JOLIET ->
                characters
                        - (parts.extension().isEmpty()
                                ? 0
                                : 1 + parts.extension().length());
        };
    }

    private Parts parts(SourceNode node) {
        String name = node.name().text();
        int dot = node.isFolder() && this != JOLIET ? -1 : name.lastIndexOf('.');
        // An extension that leaves no room for the rest is none.
        boolean splits = dot > 0 && (this != JOLIET || name.length() - dot < characters / 2);
        String stem = allowed(splits ? name.substring(0, dot) : name);
        String extension = allowed(splits ? name.substring(dot + 1) : "");
        String kept =
                extension.length() > extensionCharacters ? extension.substring(0, extensionCharacters) : extension;
        return new Parts(stem.isEmpty() ? "_" : stem, kept);
    }

    private String allowed(String name) {
        StringBuilder out = new StringBuilder(name.length());
        if (this == JOLIET) {
            name.chars().forEach(c -> out.append(c < ' ' || FORBIDDEN_IN_JOLIET.indexOf(c) >= 0 ? '_' : (char) c));
            int last = out.length() - 1;
            // Windows takes these away.
            if (last >= 0 && (out.charAt(last) == '.' || out.charAt(last) == ' ')) {
                out.setCharAt(last, '_');
            }
        } else {
            name.toUpperCase(Locale.ROOT)
                    .codePoints()
                    .forEach(c -> out.append(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ? (char) c : '_'));
        }
        return out.toString();
    }

    /** Name before extension, each as if filled up with characters that come before all others. */
    private static int compare(String one, String other) {
        String[] first = split(one);
        String[] second = split(other);
        int byName = Arrays.compare(first[0].toCharArray(), second[0].toCharArray());
        return byName != 0 ? byName : Arrays.compare(first[1].toCharArray(), second[1].toCharArray());
    }

    private static String[] split(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? new String[] {name, ""} : new String[] {name.substring(0, dot), name.substring(dot + 1)};
    }
}
