package io.spindle.iso.authoring;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

/** Writes all bytes of a source into a file that comes to be at its path in one step, or not at all. */
public final class ImageFileWriter {
    private static final int PIECE_BYTES = 1 << 20;

    private final Path file;
    private final Path temporary;
    private volatile boolean cancelled;

    /** Told how far it is. */
    public interface Progress {
        void done(long doneBytes, long totalBytes);
    }

    /** Writes to that path. */
    public ImageFileWriter(Path file) {
        this.file = file.toAbsolutePath();
        this.temporary = this.file.resolveSibling(
                "." + this.file.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    }

    /**
     * Writes.
     *
     * @throws CancellationException when {@link #cancel} was called
     * @throws IOException when a byte cannot be read or written; nothing is left behind then
     */
    public void write(ByteSource source, Progress progress) throws IOException {
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
            long lengthBytes = source.lengthBytes();
            for (long at = 0; at < lengthBytes; at += piece.limit()) {
                if (cancelled) {
                    throw new CancellationException(file + " was not written: cancelled");
                }
                piece.clear().limit((int) Math.min(PIECE_BYTES, lengthBytes - at));
                source.read(at, piece);
                piece.flip();
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
                progress.done(at + piece.limit(), lengthBytes);
            }
            out.force(true);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Lets a write that is under way end with an exception, and takes away what it has written. From any thread. */
    public void cancel() throws IOException {
        cancelled = true;
        Files.deleteIfExists(temporary);
    }
}
