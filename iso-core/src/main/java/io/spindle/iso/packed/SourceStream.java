package io.spindle.iso.packed;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a source in order; it does not close the source. */
final class SourceStream extends InputStream {
    private final ByteSource source;
    private final byte[] buffer;
    private long next;
    private final long endBytes;
    private int at;
    private int limit;
    private IOException fault;

    /** The whole source. */
    SourceStream(ByteSource source) {
        this(source, 0, source.lengthBytes());
    }

    /** A range of it. */
    SourceStream(ByteSource source, long startBytes, long endBytes) {
        this.source = source;
        this.next = startBytes;
        this.endBytes = endBytes;
        this.buffer = new byte[(int) Math.min(64 << 10, endBytes - startBytes)];
    }

    /** Where the next byte lies that will be given. */
    long position() {
        return next - (limit - at);
    }

    /** Why the source could not be read, so that it is not taken for a fault of what was read; or null. */
    IOException fault() {
        return fault;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] destination, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int here = Math.min(length, limit - at);
        System.arraycopy(buffer, at, destination, offset, here);
        at += here;
        return here;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, endBytes - position());
    }

    private boolean fill() throws IOException {
        if (at < limit) {
            return true;
        }
        int length = (int) Math.min(buffer.length, endBytes - next);
        if (length == 0) {
            return false;
        }
        try {
            source.read(next, ByteBuffer.wrap(buffer, 0, length));
        } catch (IOException e) {
            fault = e;
            throw e;
        }
        next += length;
        at = 0;
        limit = length;
        return true;
    }
}
