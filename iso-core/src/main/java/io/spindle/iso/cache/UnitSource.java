package io.spindle.iso.cache;

import io.spindle.iso.bytes.ByteSource;

/** A source that can only read certain runs of bytes as a whole, such as blocks that were compressed by themselves. */
public interface UnitSource extends ByteSource {
    /** Where the run starts that holds the byte. */
    long unitStartBytes(long offsetBytes);

    /** Where it ends: the offset behind its last byte. */
    long unitEndBytes(long offsetBytes);
}
