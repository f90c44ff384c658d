package io.spindle.iso.bytes;

/**
 * A run of bytes of one kind: data, or a hole that takes no room and reads as zeros.
 *
 * @param offsetBytes where it starts
 * @param lengthBytes how long it is, at least 1
 * @param hole true for a hole
 */
public record AllocationExtent(long offsetBytes, long lengthBytes, boolean hole) {
    public AllocationExtent {
        if (offsetBytes < 0 || lengthBytes < 1) {
            throw new IllegalArgumentException("extent at " + offsetBytes + " of " + lengthBytes + " bytes");
        }
    }

    /** The first offset after the extent. */
    public long endBytes() {
        return offsetBytes + lengthBytes;
    }
}
