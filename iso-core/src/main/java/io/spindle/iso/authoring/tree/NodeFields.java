package io.spindle.iso.authoring.tree;

import java.util.Optional;

/**
 * What is recorded of a node, whatever the file system.
 *
 * @param latestSeconds the date that stands for all later ones, which makes discs reproducible
 * @param keepOwners whether owners and modes are kept; else all belongs to root and all may read it
 */
public record NodeFields(Optional<Long> latestSeconds, boolean keepOwners) {
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int EXECUTABLE_BY_ANY = 0111;

    public long modifiedSeconds(SourceNode node) {
        long modified = node.attributes().modifiedSeconds();
        return latestSeconds.map(latest -> Math.min(latest, modified)).orElse(modified);
    }

    /** Kind and permissions, as in {@code st_mode}. */
    public int mode(SourceNode node) {
        return kindBits(node) | permissions(node);
    }

    public int permissions(SourceNode node) {
        int permissions = node.attributes().permissions();
        if (keepOwners) {
            return permissions;
        }
        return switch (node.kind()) {
            case FOLDER -> 0555;
            case LINK -> 0777;
            case FILE -> (permissions & EXECUTABLE_BY_ANY) == 0 ? 0444 : 0555;
        };
    }

    private static int kindBits(SourceNode node) {
        return switch (node.kind()) {
            case FOLDER -> FOLDER;
            case FILE -> FILE;
            case LINK -> LINK;
        };
    }

    public int user(SourceNode node) {
        return keepOwners ? node.attributes().user() : 0;
    }

    public int group(SourceNode node) {
        return keepOwners ? node.attributes().group() : 0;
    }

    /** Of a folder its own name, its record of itself, and that of each folder in it. */
    public int links(SourceNode node) {
        return node.isFolder() ? 2 + node.folders() : node.names();
    }
}
