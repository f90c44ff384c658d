package io.spindle.control.fetch;

import io.spindle.iso.library.Library;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * The folder of fetched images, each of which is a disc of the library. A name holds the hash of the content, so that it never
 * stands for another one.
 */
final class FetchFolder {
    private static final String SUFFIX = ".iso";
    private static final String PART = ".part";
    private static final int PIECE_BYTES = 1 << 20;
    private static final int HASH_DIGITS = 32;
    private static final long SPARE_BYTES = 64L << 20;

    private final Path folder;
    private final Library library;
    private final Space space;
    /** The discs, each with how many hold it here whatever the drives have. */
    private final ConcurrentMap<String, Integer> holds = new ConcurrentHashMap<>();

    /** How much a disk has room for. */
    interface Space {
        long freeBytes() throws IOException;
    }

    private FetchFolder(Path folder, Library library, Space space) {
        this.folder = folder;
        this.library = library;
        this.space = space;
    }

    /** Opens the folder with the images that were there; what a process left unfinished is removed. */
    static FetchFolder open(Path folder, Library library) throws IOException {
        return open(folder, library, () -> Files.getFileStore(folder).getUsableSpace());
    }

    static FetchFolder open(Path folder, Library library, Space space) throws IOException {
        FetchFolder opened = new FetchFolder(folder, library, space);
        if (!Files.isDirectory(folder)) {
            return opened;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(PART)) {
                    Files.delete(file);
                } else if (name.endsWith(SUFFIX)) {
                    opened.add(name, Optional.empty(), 0);
                }
            }
        }
        return opened;
    }

    private void add(String name, Optional<String> sha256, int held) throws IOException {
        library.addFile(name, folder.resolve(name), sha256);
        holds.put(name, held);
    }

    /** Keeps a disc here until {@link #release}; false when there is none of that name. Never waits. */
    boolean hold(String name) {
        return holds.computeIfPresent(name, (key, count) -> count + 1) != null;
    }

    /** Ends a hold. Never waits. */
    void release(String name) {
        holds.computeIfPresent(name, (key, count) -> count - 1);
    }

    private static void checkLength(long lengthBytes, long largestBytes) throws FetchFault {
        if (lengthBytes > largestBytes) {
            throw FetchFault.forbidden(
                    "the image has over " + largestBytes + " bytes, which is all that fetch.largest allows");
        }
    }

    /** Says what keeps so many bytes from being written. */
    private void checkRoom(long lengthBytes) throws IOException {
        long freeBytes = Math.max(0, space.freeBytes() - SPARE_BYTES);
        if (lengthBytes > freeBytes) {
            throw FetchFault.failed("the image has " + lengthBytes + " bytes that are still to be written, and "
                    + folder + " has room for " + freeBytes);
        }
    }

    /**
     * Takes an image in.
     *
     * @param stem what the name begins with
     * @param deadlineNanos when it must have come
     * @param progress is told how many bytes have come
     * @return the name of the disc, which is in the library then, and held
     */
    String take(ImageStream image, String stem, long largestBytes, long deadlineNanos, LongConsumer progress)
            throws IOException {
        checkLength(image.lengthBytes().orElse(0), largestBytes);
        Files.createDirectories(folder);
        checkRoom(image.lengthBytes().orElse(0));
        Path part = Files.createTempFile(folder, "image", PART);
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            copy(image, part, hash, largestBytes, deadlineNanos, progress);
            String sha256 = HexFormat.of().formatHex(hash.digest());
            return keep(part, stem + "." + sha256.substring(0, HASH_DIGITS) + SUFFIX, sha256);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void copy(
            ImageStream image, Path part, MessageDigest hash, long largest, long deadlineNanos, LongConsumer progress)
            throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        long comeBytes = 0;
        try (FileChannel out = FileChannel.open(part, StandardOpenOption.WRITE)) {
            for (int count = image.in().read(piece);
                    count >= 0;
                    count = image.in().read(piece)) {
                comeBytes += count;
                if (deadlineNanos - System.nanoTime() < 0) {
                    throw FetchFault.failed("the image did not come within fetch.time-limit");
                }
                checkLength(comeBytes, largest);
                checkRoom(count);
                hash.update(piece, 0, count);
                write(out, ByteBuffer.wrap(piece, 0, count));
                progress.accept(comeBytes);
            }
            out.force(true);
        }
        if (image.lengthBytes().orElse(comeBytes) != comeBytes) {
            throw FetchFault.failed("the image ended after " + comeBytes + " of "
                    + image.lengthBytes().getAsLong() + " bytes");
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** What came twice is one disc. */
    private synchronized String keep(Path part, String name, String sha256) throws IOException {
        if (hold(name)) {
            return name;
        }
        ImageCheck.check(part);
        Files.move(part, folder.resolve(name));
        try {
            add(name, Optional.of(sha256), 1);
        } catch (IOException e) {
            Files.deleteIfExists(folder.resolve(name));
            throw FetchFault.failed("the image cannot be served: " + e.getMessage());
        }
        return name;
    }

    /**
     * Takes the discs that nobody needs or holds out of the library, and removes them; who still reads one reads on.
     *
     * @return their names
     */
    synchronized List<String> sweep(Predicate<String> needed) throws IOException {
        List<String> gone = new ArrayList<>();
        for (String name : List.copyOf(holds.keySet())) {
            if (!needed.test(name) && holds.remove(name, 0)) {
                remove(name);
                gone.add(name);
            }
        }
        return gone;
    }

    private void remove(String name) throws IOException {
        try {
            library.remove(name);
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            // It is tried again at the next sweep.
            holds.put(name, 0);
            throw e;
        }
    }
}
