package io.spindle.iso.packed;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder in which packed files are kept that were expanded, in a form that can be read at any place: zstd with a table of
 * its frames, which {@code zstd -d} reads as well.
 *
 * <p>A file there is called after what was expanded: its length, the time of its last change, and its first and last
 * bytes. It gets this name when it is complete. Several processes may share the folder. When there are too many, those go
 * that nobody opened for longest; who has one open goes on reading it.
 */
public final class ExpandedStore {
    /** What all files together may take unless told otherwise. */
    public static final long DEFAULT_MAXIMUM_BYTES = 64L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(ExpandedStore.class);
    private static final String SUFFIX = ".zst";
    private static final String UNFINISHED_SUFFIX = ".unfinished";
    private static final int COPY_BYTES = 64 << 10;
    private static final int SAMPLE_BYTES = 64 << 10;
    private static final long CHECK_DISK_BYTES = 16 << 20;

    /** Who writes a file has it locked a moment after he made it. */
    private static final Duration LOCKED_AFTER = Duration.ofMinutes(1);

    /** For folders in which nothing can be locked. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    /** What this process writes just now. */
    private static final Set<Path> UNFINISHED_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final long maximumBytes;
    private final ExpansionLimits limits;

    /** The store in that folder, which is made when it is needed. */
    public ExpandedStore(Path folder, long maximumBytes, ExpansionLimits limits) {
        this.folder = folder;
        this.maximumBytes = maximumBytes;
        this.limits = limits;
    }

    /**
     * What the packed file was expanded to, if it was.
     *
     * @throws IOException when it cannot be read
     */
    Optional<ByteSource> find(FileByteSource packed) throws IOException {
        Path path = pathOf(packed);
        FileByteSource found;
        try {
            found = FileByteSource.open(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Optional<Chunks> chunks = Optional.empty();
        try {
            chunks = SeekableZstd.of(found, limits);
        } catch (PackedFormatException e) {
            LOG.warn("{} is damaged, and is made again: {}", path, e.getMessage());
        } finally {
            if (chunks.isEmpty()) {
                found.close();
            }
        }
        if (chunks.isEmpty()) {
            Files.deleteIfExists(path);
        } else {
            touch(path);
        }
        return chunks.map(ChunkedByteSource::new);
    }

    private static void touch(Path path) {
        try {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.debug("{} keeps its time: {}", path, e.toString());
        }
    }

    /**
     * Expands a packed file, so that it can be opened from then on.
     *
     * @param progress is told how far it is
     * @throws PackedFormatException when the file is damaged, or expands to what no image can be
     * @throws IOException when it cannot be read, was changed meanwhile, or there is no room
     */
    public void expand(Path file, ExpansionProgress progress) throws IOException {
        try (FileByteSource packed = FileByteSource.open(file)) {
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(16, packed.lengthBytes()));
            packed.read(0, head);
            PackedFormat format = PackedFormat.of(head.flip())
                    .orElseThrow(() -> new IOException("the file is not a packed one any more: " + file));
            Path path = pathOf(packed);
            if (!Files.exists(path)) {
                Files.createDirectories(folder);
                makeRoom(packed.lengthBytes());
                expand(packed, format, path, progress);
            }
        }
    }

    private void expand(FileByteSource packed, PackedFormat format, Path path, ExpansionProgress progress)
            throws IOException {
        Path unfinished = Files.createTempFile(folder, path.getFileName() + "-", UNFINISHED_SUFFIX);
        UNFINISHED_HERE.add(unfinished);
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE);
                    SeekableZstdWriter out = new SeekableZstdWriter(
                            new BufferedOutputStream(Channels.newOutputStream(channel), COPY_BYTES))) {
                lock(channel);
                copy(packed, format, out, progress);
                out.finish();
                channel.force(true);
            }
            checkUnchanged(packed);
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            UNFINISHED_HERE.remove(unfinished);
            Files.deleteIfExists(unfinished);
        }
    }

    /** Tells other processes, until the channel is closed or this one ends in whatever way, that somebody writes. */
    private static void lock(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException e) {
            LOG.debug("nothing can be locked here: {}", e.toString());
        }
    }

    private void copy(FileByteSource packed, PackedFormat format, SeekableZstdWriter out, ExpansionProgress progress)
            throws IOException {
        SourceStream in = new SourceStream(packed);
        byte[] buffer = new byte[COPY_BYTES];
        long expanded = 0;
        long checkDiskAt = 0;
        try (InputStream bytes = started(format, in)) {
            int got = next(format, in, bytes, buffer);
            while (got >= 0) {
                expanded += got;
                limits.check(expanded, packed.lengthBytes());
                if (out.writtenBytes() >= checkDiskAt) {
                    checkDisk(0);
                    checkDiskAt = out.writtenBytes() + CHECK_DISK_BYTES;
                }
                out.write(buffer, 0, got);
                if (!progress.goOn(in.position(), packed.lengthBytes())) {
                    throw new IOException("the expansion was given up");
                }
                got = next(format, in, bytes, buffer);
            }
        }
        if (expanded == 0) {
            throw new PackedFormatException("the compressed file holds nothing");
        }
    }

    private static InputStream started(PackedFormat format, SourceStream in) throws IOException {
        try {
            return format.expanded(in);
        } catch (IOException | RuntimeException e) {
            throw in.fault() != null ? in.fault() : PackedFormat.told(format, e);
        }
    }

    private static int next(PackedFormat format, SourceStream in, InputStream bytes, byte[] buffer) throws IOException {
        try {
            return bytes.read(buffer);
        } catch (IOException | RuntimeException e) {
            throw in.fault() != null ? in.fault() : PackedFormat.told(format, e);
        }
    }

    private static void checkUnchanged(FileByteSource packed) throws IOException {
        boolean changed = Files.size(packed.path()) != packed.lengthBytes()
                || !Files.getLastModifiedTime(packed.path()).equals(packed.modified());
        if (changed) {
            throw new IOException("the file was changed while it was expanded");
        }
    }

    private void checkDisk(long neededBytes) throws IOException {
        FileStore disk = Files.getFileStore(folder);
        if (disk.getUsableSpace() < limits.reserveBytes() + neededBytes) {
            throw new IOException("there is no room to expand it: the disk of " + folder + " has "
                    + (disk.getUsableSpace() >> 20) + " MiB left, " + (limits.reserveBytes() >> 20)
                    + " MiB are to stay free; see cache.folder in docs/configuration.md");
        }
    }

    /** Removes the files that were not opened for longest, until there is room for one that takes about so many bytes. */
    private synchronized void makeRoom(long packedBytes) throws IOException {
        List<Path> kept = new ArrayList<>();
        long bytes = packedBytes;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.toString().endsWith(SUFFIX)) {
                    kept.add(file);
                    bytes += Files.size(file);
                } else if (file.toString().endsWith(UNFINISHED_SUFFIX) && isAbandoned(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        kept.sort(Comparator.comparing(ExpandedStore::lastOpened));
        for (Path file : kept) {
            if (bytes <= maximumBytes) {
                break;
            }
            bytes -= Files.size(file);
            Files.deleteIfExists(file);
        }
        checkDisk(packedBytes);
    }

    /** True for what a process left behind that was killed. */
    private static boolean isAbandoned(Path file) {
        Instant written = lastOpened(file).toInstant();
        Instant now = Instant.now();
        // To close a file that this process has locked unlocks it.
        boolean canBeAsked = !UNFINISHED_HERE.contains(file) && written.isBefore(now.minus(LOCKED_AFTER));
        return written.isBefore(now.minus(ABANDONED)) || (canBeAsked && isUnlocked(file));
    }

    private static boolean isUnlocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static FileTime lastOpened(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private Path pathOf(FileByteSource packed) throws IOException {
        MessageDigest hash = sha256();
        hash.update(ByteBuffer.allocate(16)
                .putLong(packed.lengthBytes())
                .putLong(packed.modified().toMillis())
                .flip());
        int sample = (int) Math.min(SAMPLE_BYTES, packed.lengthBytes());
        for (long at : new long[] {0, packed.lengthBytes() - sample}) {
            ByteBuffer bytes = ByteBuffer.allocate(sample);
            packed.read(at, bytes);
            hash.update(bytes.flip());
        }
        return folder.resolve(HexFormat.of().formatHex(hash.digest(), 0, 16) + SUFFIX);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
