package io.spindle.iso.packed;

import java.util.Arrays;

/** Where chunks of different lengths start, packed and expanded, in order and without gaps among the expanded bytes. */
final class ChunkTable {
    private long[] starts = new long[16];
    private long[] packedStarts = new long[16];
    private int[] packedLengths = new int[16];
    private int count;
    private long lengthBytes;

    /** Adds a chunk behind the others. */
    void add(long packedStartBytes, int packedLengthBytes, int chunkLengthBytes) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            packedStarts = Arrays.copyOf(packedStarts, 2 * count);
            packedLengths = Arrays.copyOf(packedLengths, 2 * count);
        }
        starts[count] = lengthBytes;
        packedStarts[count] = packedStartBytes;
        packedLengths[count] = packedLengthBytes;
        count++;
        lengthBytes += chunkLengthBytes;
    }

    int count() {
        return count;
    }

    long lengthBytes() {
        return lengthBytes;
    }

    long chunkAt(long offsetBytes) {
        int found = Arrays.binarySearch(starts, 0, count, offsetBytes);
        return found >= 0 ? found : -found - 2;
    }

    long startBytes(long chunk) {
        return starts[(int) chunk];
    }

    int lengthBytes(long chunk) {
        long end = chunk + 1 == count ? lengthBytes : starts[(int) chunk + 1];
        return (int) (end - starts[(int) chunk]);
    }

    long packedStartBytes(long chunk) {
        return packedStarts[(int) chunk];
    }

    int packedLengthBytes(long chunk) {
        return packedLengths[(int) chunk];
    }
}
