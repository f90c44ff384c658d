package io.spindle.iso.udf;

import io.spindle.iso.filesystem.ExtentList;

/** Tells where in the image the blocks of a partition are. */
interface Partition {
    /**
     * Adds the places of a run of bytes that begins at a block.
     *
     * @return false when any of it has no place, or in too many pieces
     */
    boolean locate(long block, long lengthBytes, ExtentList places);
}
