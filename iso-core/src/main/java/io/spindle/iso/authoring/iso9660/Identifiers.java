package io.spindle.iso.authoring.iso9660;

import io.spindle.iso.authoring.tree.SourceNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How the names of a folder are written in one kind of tree. */
public enum Identifiers {
    /** Eight characters, a dot, three more (ECMA-119, 7.5 and 10.1). */
    LEVEL_1(8, 3),
    /** Thirty-one characters (ECMA-119, 7.5 and 10.2). */
    LEVEL_2(31, 20),
    /** Sixty-four characters of Unicode (Joliet, Supplementary Volume Descriptor). */
    JOLIET(64, 32);

    private static final String FORBIDDEN_IN_JOLIET = "*/:;?\\";
    private static final String VERSION = ";1";

    private final int characters;
    private final int extensionCharacters;

    Identifiers(int characters, int extensionCharacters) {
        this.characters = characters;
        this.extensionCharacters = extensionCharacters;
    }

    /**
     * A child of a folder and what it is called there.
     *
     * @param exact whether that is its name, but for upper case
     */
    record Named(SourceNode node, byte[] identifier, boolean exact) {}

    /** What is kept of a name: a stem that may be cut to a limit, and a suffix. */
    private record Candidate(SourceNode node, String stem, String suffix, int stemLimit) {
        boolean isExact() {
            String name = node.name().text();
            return stem.length() <= stemLimit
                    && name.length() == stem.length() + suffix.length()
                    && name.regionMatches(true, 0, stem, 0, stem.length())
                    && name.regionMatches(true, stem.length(), suffix, 0, suffix.length());
        }
    }

    private record Claimed(SourceNode node, String name, int dot, boolean exact) {}

    /** The nodes in the order of their identifiers (ECMA-119, 9.3). */
    List<Named> of(List<SourceNode> nodes) {
        UniqueNames names = new UniqueNames();
        List<Candidate> inexact = new ArrayList<>();
        List<Claimed> claimed = new ArrayList<>(nodes.size());
        // Names that can stay as they are come first, so that others give way.
        for (SourceNode node : nodes) {
            Candidate candidate = candidate(node);
            if (candidate.isExact()) {
                claimed.add(claim(names, candidate));
            } else {
                inexact.add(candidate);
            }
        }
        inexact.forEach(candidate -> claimed.add(claim(names, candidate)));
        claimed.sort(Identifiers::compare);
        List<Named> named = new ArrayList<>(nodes.size());
        claimed.forEach(it -> named.add(new Named(it.node(), recorded(it.node(), it.name()), it.exact())));
        return named;
    }

    private static Claimed claim(UniqueNames names, Candidate candidate) {
        String name = names.claim(candidate.stem(), candidate.suffix(), candidate.stemLimit());
        boolean exact = candidate.isExact()
                && name.length() == candidate.node().name().text().length();
        return new Claimed(candidate.node(), name, dot(name), exact && name.startsWith(candidate.stem()));
    }

    private byte[] recorded(SourceNode node, String name) {
        if (this == JOLIET) {
            return bigEndian(name);
        }
        String whole = node.isFolder() ? name : (name.indexOf('.') < 0 ? name + "." : name) + VERSION;
        return whole.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bigEndian(String name) {
        byte[] bytes = new byte[2 * name.length()];
        for (int at = 0; at < name.length(); at++) {
            bytes[2 * at] = (byte) (name.charAt(at) >> 8);
            bytes[2 * at + 1] = (byte) name.charAt(at);
        }
        return bytes;
    }

    private Candidate candidate(SourceNode node) {
        String name = node.name().text();
        int dot = node.isFolder() && this != JOLIET ? -1 : name.lastIndexOf('.');
        // In Joliet an extension that leaves little room for the rest is none.
        boolean splits =
                dot > 0 && dot < name.length() - 1 && (this != JOLIET || name.length() - dot < extensionCharacters);
        String stem = allowed(splits ? name.substring(0, dot) : name);
        String extension = splits ? allowed(name.substring(dot + 1)) : "";
        String kept =
                extension.length() > extensionCharacters ? extension.substring(0, extensionCharacters) : extension;
        String suffix = kept.isEmpty() ? "" : "." + kept;
        int stemLimit = this == LEVEL_1 ? characters : characters - suffix.length();
        return this == JOLIET
                ? new Candidate(node, suffix.isEmpty() ? visibleEnd(stem) : stem, visibleEnd(suffix), stemLimit)
                : new Candidate(
                        node,
                        stem,
                        suffix,
                        this == LEVEL_2 && !node.isFolder() && suffix.isEmpty() ? stemLimit - 1 : stemLimit);
    }

    private String allowed(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (this == JOLIET) {
                out.append(c < ' ' || FORBIDDEN_IN_JOLIET.indexOf(c) >= 0 ? '_' : c);
            } else if (c >= 'a' && c <= 'z') {
                out.append((char) (c - 'a' + 'A'));
            } else if (!Character.isLowSurrogate(c)) {
                out.append(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' ? c : '_');
            }
        }
        return out.toString();
    }

    /** Windows takes dots and spaces at the end away. */
    private static String visibleEnd(String name) {
        return name.endsWith(".") || name.endsWith(" ") ? name.substring(0, name.length() - 1) + '_' : name;
    }

    /** Name before extension, each as if filled up with characters that come before all others. */
    private static int compare(Claimed one, Claimed other) {
        int byStem = compare(one.name(), 0, one.dot(), other.name(), 0, other.dot());
        return byStem != 0
                ? byStem
                : compare(
                        one.name(),
                        one.dot(),
                        one.name().length(),
                        other.name(),
                        other.dot(),
                        other.name().length());
    }

    private static int compare(String one, int from, int to, String other, int otherFrom, int otherTo) {
        int both = Math.min(to - from, otherTo - otherFrom);
        for (int at = 0; at < both; at++) {
            int difference = one.charAt(from + at) - other.charAt(otherFrom + at);
            if (difference != 0) {
                return difference;
            }
        }
        return (to - from) - (otherTo - otherFrom);
    }

    private static int dot(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name.length() : dot;
    }
}
