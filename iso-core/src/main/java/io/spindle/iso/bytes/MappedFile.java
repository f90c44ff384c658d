package io.spindle.iso.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open file whose pages are mapped, so that its bytes can be sent from the page cache without a copy.
 *
 * <p>It is mapped when somebody first wants that, so that a library of many thousand files does not use up the mappings
 * that a process may have.
 *
 * <p>The mapping is only for handing to the kernel: code of ours that read a page which was cut off the file would stop
 * on an {@link InternalError}, where the kernel answers with an error code. Call {@link #checkIntact()} before a range
 * is sent, and {@link #maySend()} before it is decided how.
 */
public final class MappedFile {
    private static final Logger LOG = LoggerFactory.getLogger(MappedFile.class);
    /** A process may have some 65,000 mappings; this file takes a quarter of them. */
    private static final long MAXIMUM_BYTES = 1L << 44;

    /** Bytes per mapped segment: a Java buffer holds less than 2 GiB. */
    public static final int SEGMENT_BYTES = 1 << 30;

    private final FileChannel channel;
    private final long lengthBytes;
    private final boolean local;
    private final boolean pagesKnown;
    private final Residency residency;
    private volatile List<MappedByteBuffer> segments = List.of();
    private volatile String failure;
    private volatile boolean withdrawn;
    private boolean refused;

    /**
     * Describes an open file, without mapping it yet.
     *
     * @param local false for a file on a file server, whose mere length may have to be asked for over the network
     * @param pagesKnown whether this process may write the file; for other files the kernel does not say which pages are
     *     in memory
     */
    MappedFile(FileChannel channel, long lengthBytes, boolean local, boolean pagesKnown) {
        this.channel = channel;
        this.lengthBytes = lengthBytes;
        this.local = local;
        this.pagesKnown = pagesKnown;
        this.residency = new Residency(lengthBytes);
    }

    /** Maps the whole file unless it is mapped; false where that is not possible, and bytes must be copied. */
    synchronized boolean map() {
        if (!isMapped() && !refused) {
            try {
                segments = mapSegments();
            } catch (IOException e) {
                LOG.warn("an image of {} bytes cannot be mapped, its bytes are copied: {}", lengthBytes, e.toString());
            }
            refused = !isMapped();
        }
        return isMapped();
    }

    private List<MappedByteBuffer> mapSegments() throws IOException {
        List<MappedByteBuffer> mapped = new ArrayList<>();
        for (long start = 0; start < lengthBytes && lengthBytes <= MAXIMUM_BYTES; start += SEGMENT_BYTES) {
            long segmentBytes = Math.min(SEGMENT_BYTES, lengthBytes - start);
            mapped.add(channel.map(FileChannel.MapMode.READ_ONLY, start, segmentBytes));
        }
        return List.copyOf(mapped);
    }

    boolean isMapped() {
        return !segments.isEmpty();
    }

    /** The open file, for sending regions of it. */
    public FileChannel channel() {
        return channel;
    }

    /** Length of the file when it was opened. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** The mapped segments in order, each of {@link #SEGMENT_BYTES} but the last; read-only, for slicing. */
    public List<MappedByteBuffer> segments() {
        return segments;
    }

    /**
     * Fails when the file is now shorter than when it was opened, or was declared changed. Asks the kernel only, never
     * the device, where {@link #isResident} said yes.
     *
     * @throws IOException with a text for the client
     */
    public void checkIntact() throws IOException {
        String reason = failure;
        if (reason != null) {
            throw new IOException(reason);
        }
        long now = channel.size();
        if (now < lengthBytes) {
            throw new EOFException("the image file was cut from " + lengthBytes + " to " + now + " bytes");
        }
    }

    /** True when the range was in memory a moment ago, so that sending it does not wait for a device. */
    public boolean isResident(long offsetBytes, long lengthBytes) {
        return local
                && (residency.isFresh(offsetBytes, lengthBytes)
                        || (pagesKnown
                                && isMapped()
                                && residency.confirm(offsetBytes, lengthBytes, this::kernelHasPages)));
    }

    /** False when from some moment on all that is read of it is to be checked, which what the kernel sends is not. */
    public boolean maySend() {
        return !withdrawn;
    }

    /** From now on nothing of it is to be sent without a copy. */
    void withdraw() {
        withdrawn = true;
    }

    /** From now on {@link #checkIntact} fails with this text. */
    void fail(String reason) {
        failure = reason;
    }

    /** Notes that the range has just been read, and so is in memory. */
    void touched(long offsetBytes, long lengthBytes) {
        residency.touched(offsetBytes, lengthBytes);
    }

    private boolean kernelHasPages(long offsetBytes, long lengthBytes) {
        long offset = offsetBytes;
        long end = offsetBytes + lengthBytes;
        while (offset < end) {
            int segment = (int) (offset / SEGMENT_BYTES);
            int at = (int) (offset % SEGMENT_BYTES);
            int length = (int) Math.min(end - offset, SEGMENT_BYTES - at);
            // A slice of a mapped buffer asks mincore(2) for its own pages.
            ByteBuffer slice = segments.get(segment).slice(at, length);
            if (!((MappedByteBuffer) slice).isLoaded()) {
                return false;
            }
            offset += length;
        }
        return true;
    }
}
