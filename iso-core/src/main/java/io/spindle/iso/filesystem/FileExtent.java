package io.spindle.iso.filesystem;

/**
 * A run of bytes of a file.
 *
 * @param offsetBytes where it lies in the image, or {@link #ZEROS} where nothing is recorded and zeros are read
 * @param lengthBytes how long it is
 */
public record FileExtent(long offsetBytes, long lengthBytes) {
    /** The place of an extent that is not recorded. */
    public static final long ZEROS = -1;

    /** True when the other one continues this one. */
    boolean adjoins(FileExtent next) {
        return offsetBytes == ZEROS
                ? next.offsetBytes == ZEROS
                : next.offsetBytes != ZEROS && offsetBytes + lengthBytes == next.offsetBytes;
    }
}
