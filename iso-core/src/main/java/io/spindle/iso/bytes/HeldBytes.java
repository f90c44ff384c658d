package io.spindle.iso.bytes;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A range of a source that is in memory, and stays there as it is until it is closed.
 *
 * <p>For transports that can send memory without a copy. Whoever holds much keeps memory from others, so it is to be
 * closed as soon as the bytes are sent.
 */
public interface HeldBytes extends AutoCloseable {
    /** The bytes in order, each buffer from its position to its limit; read-only, and not to be read after close. */
    List<ByteBuffer> parts();

    /** Lets go; to be called once. */
    @Override
    void close();
}
