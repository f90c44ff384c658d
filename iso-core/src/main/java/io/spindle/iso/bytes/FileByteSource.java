package io.spindle.iso.bytes;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The bytes of a local file as it was when it was opened.
 *
 * <p>The open file is held, so renaming or deleting its path changes nothing for readers. A file that is cut or that was
 * declared changed in place ({@link #fail}) answers with an {@link IOException}, never with zeros or other bytes. On the
 * reply path the transport sends pages of {@link #mappedFile()} itself.
 */
public final class FileByteSource implements CheckedByteSource {
    private static final int PRELOAD_PIECE_BYTES = 1 << 20;
    private static final int PRELOAD_ALIGN_BYTES = 1 << 18;
    private static final ThreadLocal<ByteBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(PRELOAD_PIECE_BYTES));

    private final Path path;
    private final FileChannel channel;
    private final Object fileKey;
    private final FileTime modified;
    private final long lengthBytes;
    private final MappedFile mappedFile;
    private volatile SparseMap sparseMap;
    private volatile CheckedLeaves checked;
    private final List<Runnable> whenChecked = new CopyOnWriteArrayList<>();

    private FileByteSource(Path path, FileChannel channel, BasicFileAttributes attributes, MappedFile mappedFile) {
        this.path = path;
        this.channel = channel;
        this.fileKey = attributes.fileKey();
        this.modified = attributes.lastModifiedTime();
        this.lengthBytes = mappedFile.lengthBytes();
        this.mappedFile = mappedFile;
    }

    /**
     * Opens a regular file for reading.
     *
     * @throws IOException when it cannot be opened, is not a regular file, or was replaced while it was being opened
     */
    public static FileByteSource open(Path path) throws IOException {
        BasicFileAttributes before = Files.readAttributes(path, BasicFileAttributes.class);
        if (!before.isRegularFile()) {
            throw new IOException("not a regular file: " + path);
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            BasicFileAttributes after = Files.readAttributes(path, BasicFileAttributes.class);
            if (!Objects.equals(before.fileKey(), after.fileKey())) {
                throw new IOException("the file was replaced while it was being opened: " + path);
            }
            MappedFile mapped =
                    new MappedFile(channel, channel.size(), FileSystems.isLocal(path), Files.isWritable(path));
            return new FileByteSource(path, channel, after, mapped);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The path that was opened; another file may stand there by now. */
    public Path path() {
        return path;
    }

    /** When the file was last modified, as of opening. */
    public FileTime modified() {
        return modified;
    }

    /** The file system's own identity of the opened file, null where there is none. */
    public Object fileKey() {
        return fileKey;
    }

    /** What stays reachable for as long as the file's pages may be mapped, or empty when they never were. */
    public Optional<Reference<?>> mapping() {
        return mappedFile.isMapped() ? Optional.of(new WeakReference<>(mappedFile)) : Optional.empty();
    }

    /** False once the source was closed. */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /** From now on every read fails with this text: somebody saw that the file was changed in place. */
    public void fail(String reason) {
        mappedFile.fail(reason);
    }

    /**
     * The file is no longer offered for sending without a copy, for what the kernel sends cannot be checked first; who got
     * hold of {@link #mappedFile()} before is told so by {@link MappedFile#maySend}.
     */
    @Override
    public void checkReads(LeafCheck check, DamagedLeaves damage) {
        checked = new CheckedLeaves(this::readUnchecked, lengthBytes, check, damage);
        mappedFile.withdraw();
        drop();
    }

    /** Nothing is kept of what was not checked. */
    @Override
    public void drop() {
        whenChecked.forEach(Runnable::run);
    }

    @Override
    public void whenChecked(Runnable task) {
        whenChecked.add(task);
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        CheckedLeaves leaves = checked;
        if (leaves == null) {
            readUnchecked(offsetBytes, destination);
        } else {
            Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes);
            mappedFile.checkIntact();
            leaves.read(offsetBytes, destination);
        }
    }

    private void readUnchecked(long offsetBytes, ByteBuffer destination) throws IOException {
        int wanted = destination.remaining();
        Objects.checkFromIndexSize(offsetBytes, wanted, lengthBytes);
        mappedFile.checkIntact();
        long offset = offsetBytes;
        while (destination.hasRemaining()) {
            int got = channel.read(destination, offset);
            if (got < 0) {
                throw new EOFException("the image file ends at byte " + offset + ", it had " + lengthBytes);
            }
            offset += got;
        }
        mappedFile.touched(offsetBytes, wanted);
    }

    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        return checked == null && mappedFile.isResident(offsetBytes, rangeBytes);
    }

    /** Reads the chunks around the range, so that neighbours are in memory too. */
    @Override
    public void preload(long offsetBytes, long rangeBytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        long from = offsetBytes / PRELOAD_ALIGN_BYTES * PRELOAD_ALIGN_BYTES;
        long to = Math.min(lengthBytes, alignUp(offsetBytes + rangeBytes));
        ByteBuffer scratch = SCRATCH.get();
        for (long at = from; at < to; at += PRELOAD_PIECE_BYTES) {
            scratch.clear().limit((int) Math.min(PRELOAD_PIECE_BYTES, to - at));
            read(at, scratch);
        }
        mappedFile.touched(from, to - from);
    }

    private static long alignUp(long offsetBytes) {
        return (offsetBytes + PRELOAD_ALIGN_BYTES - 1) / PRELOAD_ALIGN_BYTES * PRELOAD_ALIGN_BYTES;
    }

    /** Maps the file at the first call; empty where the system refuses to, and where reads are checked. */
    @Override
    public Optional<MappedFile> mappedFile() {
        return checked == null && mappedFile.map() ? Optional.of(mappedFile) : Optional.empty();
    }

    @Override
    public List<AllocationExtent> allocation(long offsetBytes, long rangeBytes) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes);
        if (checked != null) {
            // Nobody checked that what is a hole now was one.
            return CheckedByteSource.super.allocation(offsetBytes, rangeBytes);
        }
        SparseMap map = sparseMap;
        if (map == null) {
            map = SparseMap.of(path, fileKey, lengthBytes);
            sparseMap = map;
        }
        return map.extents(offsetBytes, rangeBytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        CheckedLeaves leaves = checked;
        if (leaves != null) {
            leaves.close();
        }
    }
}
