package io.spindle.iso.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads of sources, as tests want them. */
public final class ByteSources {
    private ByteSources() {}

    /** The bytes of a range, each of the array's places filled by the source. */
    public static byte[] read(ByteSource source, long offsetBytes, int lengthBytes) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(lengthBytes);
        // What is not filled in must not look like zeros.
        java.util.Arrays.fill(out.array(), (byte) 0x5A);
        source.read(offsetBytes, out);
        if (out.hasRemaining()) {
            throw new AssertionError(out.remaining() + " bytes were left out");
        }
        return out.array();
    }

    /** All bytes of a small source. */
    public static byte[] all(ByteSource source) throws IOException {
        return read(source, 0, Math.toIntExact(source.lengthBytes()));
    }
}
