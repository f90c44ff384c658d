package io.spindle.iso.filesystem;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The extents of a file one behind the other. Closing it leaves the image open. */
public final class ExtentByteSource implements ByteSource {
    private final ByteSource image;
    private final List<FileExtent> extents;
    private final long[] starts;
    private final long lengthBytes;

    /** The bytes of the extents; where they are shorter than the file, reads behind them fail. */
    public ExtentByteSource(ByteSource image, List<FileExtent> extents, long lengthBytes) {
        this.image = image;
        this.extents = List.copyOf(extents);
        this.lengthBytes = lengthBytes;
        starts = new long[this.extents.size() + 1];
        for (int i = 0; i < this.extents.size(); i++) {
            starts[i + 1] = starts[i] + this.extents.get(i).lengthBytes();
        }
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes);
        int end = destination.limit();
        long at = offsetBytes;
        while (destination.hasRemaining()) {
            int index = indexOf(at);
            if (index >= extents.size()) {
                throw new IOException("byte " + at + " of the file is not recorded");
            }
            int piece = (int) Math.min(destination.remaining(), starts[index + 1] - at);
            destination.limit(destination.position() + piece);
            readExtent(extents.get(index), at - starts[index], destination);
            destination.limit(end);
            at += piece;
        }
    }

    private int indexOf(long at) {
        int found = Arrays.binarySearch(starts, at);
        return found >= 0 ? found : -found - 2;
    }

    private void readExtent(FileExtent extent, long inside, ByteBuffer destination) throws IOException {
        if (extent.offsetBytes() == FileExtent.ZEROS) {
            while (destination.hasRemaining()) {
                destination.put((byte) 0);
            }
            return;
        }
        long offset = extent.offsetBytes() + inside;
        if (offset > image.lengthBytes() - destination.remaining()) {
            throw new IOException("byte " + offset + " of the image is behind its end");
        }
        image.read(offset, destination);
    }

    @Override
    public void close() {
        // The image belongs to whoever opened it.
    }
}
