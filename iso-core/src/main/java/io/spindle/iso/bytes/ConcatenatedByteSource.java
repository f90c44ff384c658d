package io.spindle.iso.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Other sources, one behind the other. */
public final class ConcatenatedByteSource implements ByteSource {
    private final List<ByteSource> parts;
    /** Where each part starts, and where the last one ends. */
    private final long[] starts;

    /** The sources in order, at least one; closing it closes all of them. */
    public ConcatenatedByteSource(List<ByteSource> parts) {
        this.parts = List.copyOf(parts);
        this.starts = new long[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = Math.addExact(starts[i], parts.get(i).lengthBytes());
        }
    }

    private interface OfPart {
        boolean goesOn(ByteSource part, long offsetBytes, long lengthBytes) throws IOException;
    }

    @Override
    public long lengthBytes() {
        return starts[parts.size()];
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
        int limit = destination.limit();
        divide(offsetBytes, destination.remaining(), (part, offset, length) -> {
            destination.limit(destination.position() + (int) length);
            part.read(offset, destination);
            destination.limit(limit);
            return true;
        });
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        boolean[] atOnce = {true};
        try {
            divide(offsetBytes, rangeBytes, (part, offset, length) -> atOnce[0] = part.readsAtOnce(offset, length));
        } catch (IOException e) {
            return false;
        }
        return atOnce[0];
    }

    @Override
    public void preload(long offsetBytes, long rangeBytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes());
        divide(offsetBytes, rangeBytes, (part, offset, length) -> {
            part.preload(offset, length);
            return true;
        });
    }

    /** Goes through the parts that the range lies in, for as long as it is to go on. */
    private void divide(long offsetBytes, long rangeBytes, OfPart action) throws IOException {
        long at = offsetBytes;
        long end = offsetBytes + rangeBytes;
        for (int i = partAt(at); at < end; i++) {
            long here = Math.min(end, starts[i + 1]) - at;
            if (here > 0 && !action.goesOn(parts.get(i), at - starts[i], here)) {
                return;
            }
            at += here;
        }
    }

    /** The last part that starts at or before the offset. */
    private int partAt(long offsetBytes) {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= offsetBytes) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (ByteSource part : parts) {
            try {
                part.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
