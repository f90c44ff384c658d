package io.spindle.iso.authoring;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.packed.SeekableZstdWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

/** Writes all bytes of a source into a file that comes to be at its path in one step, or not at all. */
public final class ImageFileWriter {
    private static final int PIECE_BYTES = 1 << 20;
    /** So that a name is not too long with what is added, whatever its characters. */
    private static final int TEMPORARY_CHARACTERS = 50;

    private final Path file;
    private final Path temporary;
    private volatile boolean cancelled;

    /** Told how far it is. */
    public interface Progress {
        void done(long doneBytes, long totalBytes);
    }

    /** Writes to that path, through a link to where the file is. */
    public ImageFileWriter(Path file) throws IOException {
        this.file = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
        this.temporary =
                this.file.resolveSibling(temporaryName(this.file.getFileName().toString()));
    }

    /** Begins as the file does, and is no other: processes of two containers may have one number. */
    private static String temporaryName(String name) {
        String begin = name.codePoints()
                .limit(TEMPORARY_CHARACTERS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return "." + begin + "." + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()) + ".new";
    }

    /**
     * Writes.
     *
     * @throws CancellationException when {@link #cancel} was called
     * @throws IOException when a byte cannot be read or written; nothing is left behind then
     */
    public void write(ByteSource source, Progress progress) throws IOException {
        long freeBytes = Files.getFileStore(file.getParent()).getUsableSpace();
        // Some file systems over a network say that nothing is free.
        if (freeBytes > 0 && source.lengthBytes() > freeBytes) {
            throw new IOException("the image takes " + source.lengthBytes() + " bytes, there is room for " + freeBytes
                    + " in " + file.getParent());
        }
        complete(out -> copy(source, out, progress));
    }

    /**
     * Writes the bytes as a zstd file that can be read at any place, and that {@code zstd -d} expands. Fails as
     * {@link #write} does, and when there are more than {@link SeekableZstdWriter#MAXIMUM_BYTES}.
     */
    public void writePacked(ByteSource source, Progress progress) throws IOException {
        if (source.lengthBytes() > SeekableZstdWriter.MAXIMUM_BYTES) {
            throw new IOException("the image has " + source.lengthBytes()
                    + " bytes, and 128 GiB is the most that is written packed: write it as .iso");
        }
        complete(out -> {
            SeekableZstdWriter packed =
                    new SeekableZstdWriter(new BufferedOutputStream(Channels.newOutputStream(out), PIECE_BYTES));
            copy(source, Channels.newChannel(packed), progress);
            writing(packed::finish);
        });
    }

    private interface Content {
        void writeTo(FileChannel out) throws IOException;
    }

    private void complete(Content content) throws IOException {
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.writeTo(out);
            out.force(true);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void copy(ByteSource source, WritableByteChannel out, Progress progress) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
        long lengthBytes = source.lengthBytes();
        for (long at = 0; at < lengthBytes; at += piece.limit()) {
            if (cancelled) {
                throw new CancellationException(file + " was not written: cancelled");
            }
            piece.clear().limit((int) Math.min(PIECE_BYTES, lengthBytes - at));
            source.read(at, piece);
            piece.flip();
            writing(() -> {
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
            });
            progress.done(at + piece.limit(), lengthBytes);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** What the system says of a write does not say of which. */
    private void writing(Writing step) throws IOException {
        try {
            step.run();
        } catch (IOException e) {
            throw new IOException("writing " + file + ": " + e.getMessage(), e);
        }
    }

    /** Lets a write that is under way end with an exception, and takes away what it has written. From any thread. */
    public void cancel() throws IOException {
        cancelled = true;
        Files.deleteIfExists(temporary);
    }
}
