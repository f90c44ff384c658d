package io.spindle.iso.bytes;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A fixed number of bytes that can be read at any position by any number of threads at once.
 *
 * <p>Length and content never change while a source is open; a source whose backing changed under it fails its reads
 * rather than give other bytes.
 */
public interface ByteSource extends Closeable {

    /** Length in bytes; constant, and known without waiting. */
    long lengthBytes();

    /**
     * Fills {@code destination} from its position to its limit with the bytes at {@code offsetBytes}. May wait for a
     * device.
     *
     * @throws IOException when any of those bytes cannot be had; what the buffer then holds is undefined
     * @throws IndexOutOfBoundsException when the range is not inside the source: a fault of the caller
     */
    void read(long offsetBytes, ByteBuffer destination) throws IOException;

    /**
     * True when a read of the range is known not to wait for a device, so that an event loop may do it. Cheap, and never
     * waits itself.
     */
    default boolean readsAtOnce(long offsetBytes, long lengthBytes) {
        return false;
    }

    /**
     * Brings the range into memory, as far as the source can keep it there. May wait for a device.
     *
     * @throws IOException when any of those bytes cannot be had
     */
    default void preload(long offsetBytes, long lengthBytes) throws IOException {
        // A source that keeps nothing in memory has nothing to prepare.
    }

    /**
     * The range as it lies in memory, where it does; empty where it must be read. Cheap, and never waits.
     *
     * @throws IndexOutOfBoundsException when the range is not inside the source: a fault of the caller
     */
    default Optional<HeldBytes> hold(long offsetBytes, long lengthBytes) {
        return Optional.empty();
    }

    /**
     * The file that holds the first {@link MappedFile#lengthBytes()} bytes of this source at the same offsets, for
     * transports that can send them without a copy.
     */
    default Optional<MappedFile> mappedFile() {
        return Optional.empty();
    }

    /**
     * Which parts of the range hold data and which are holes that read as zeros. The extents are in order, adjoin, are
     * not empty, alternate, and cover exactly the range. May wait for a device.
     */
    default List<AllocationExtent> allocation(long offsetBytes, long lengthBytes) throws IOException {
        return lengthBytes == 0 ? List.of() : List.of(new AllocationExtent(offsetBytes, lengthBytes, false));
    }

    @Override
    void close() throws IOException;
}
