package io.spindle.iso.udf;

import io.spindle.iso.filesystem.ExtentList;

/**
 * A run of blocks of the volume (type 1 map; ECMA-167, 3/10.7.2).
 *
 * @param startBlock its first block
 */
record PhysicalPartition(long startBlock, int blockBytes) implements Partition {
    @Override
    public boolean locate(long block, long lengthBytes, ExtentList places) {
        return places.add((startBlock + block) * blockBytes, lengthBytes);
    }
}
