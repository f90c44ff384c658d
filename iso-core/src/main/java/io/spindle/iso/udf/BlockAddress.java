package io.spindle.iso.udf;

import java.nio.ByteBuffer;

/**
 * Where an extent begins (ECMA-167, 4/7.1).
 *
 * @param partition index of a partition map
 * @param block logical block in the partition
 */
record BlockAddress(int partition, long block) {
    /** Bytes of a long allocation descriptor: length, block, partition, use (ECMA-167, 4/14.14.2). */
    static final int LONG_DESCRIPTOR_BYTES = 16;

    static BlockAddress decode(ByteBuffer in, int at) {
        return new BlockAddress(in.getShort(at + 4) & 0xFFFF, Integer.toUnsignedLong(in.getInt(at)));
    }

    /** The address in a long allocation descriptor. */
    static BlockAddress ofLongDescriptor(ByteBuffer in, int at) {
        return decode(in, at + 4);
    }
}
