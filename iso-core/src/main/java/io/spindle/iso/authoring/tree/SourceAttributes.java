package io.spindle.iso.authoring.tree;

/**
 * What a file system says of a node.
 *
 * @param sizeBytes length of a file, 0 for all else
 * @param modifiedSeconds when it was modified, since 1970
 * @param modifiedNanos the rest of that time
 * @param permissions the lowest twelve bits of the mode
 * @param links how many names the file has
 * @param fileKey the file system's own identity of it, null where there is none and for what is only in memory
 */
public record SourceAttributes(
        long sizeBytes,
        long modifiedSeconds,
        int modifiedNanos,
        int permissions,
        int user,
        int group,
        int links,
        Object fileKey) {
    private static final int READ_BY_ALL = 0444;
    private static final int SEARCHED_BY_ALL = 0555;

    /** Of a file that is only in memory. */
    static SourceAttributes ofMemory(long sizeBytes, long modifiedSeconds) {
        return new SourceAttributes(sizeBytes, modifiedSeconds, 0, READ_BY_ALL, 0, 0, 1, null);
    }

    /** Of a folder that is only in memory. */
    static SourceAttributes ofFolder(long modifiedSeconds) {
        return new SourceAttributes(0, modifiedSeconds, 0, SEARCHED_BY_ALL, 0, 0, 1, null);
    }
}
