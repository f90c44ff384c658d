package io.spindle.iso.extraction;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Writes files that are not there yet; zeros become holes, and what cannot be read to its end is taken away again. */
final class FileWriter {
    private static final int PIECE_BYTES = 1 << 18;
    private static final Set<OpenOption> NEW_FILE = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.SPARSE,
            LinkOption.NOFOLLOW_LINKS);

    private final Volume volume;
    private final Progress progress;
    private final ByteBuffer piece = ByteBuffer.allocateDirect(PIECE_BYTES);
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(PIECE_BYTES).asReadOnlyBuffer();
    private long doneBytes;

    /** Is told how many bytes of all files are done, and tells whether to go on. */
    interface Progress {
        boolean goesOn(String path, long doneBytes);
    }

    FileWriter(Volume volume, Progress progress) {
        this.volume = volume;
        this.progress = progress;
    }

    /** Writes the file, or leaves nothing and throws. */
    void write(FileNode node, String path, Path target) throws IOException {
        try (ByteSource content = volume.open(node);
                SeekableByteChannel out = Files.newByteChannel(target, NEW_FILE)) {
            try {
                copy(content, path, out);
            } catch (IOException | CancellationException e) {
                Files.delete(target);
                throw e;
            }
        }
    }

    private void copy(ByteSource content, String path, SeekableByteChannel out) throws IOException {
        long at = 0;
        while (at < content.lengthBytes()) {
            piece.clear().limit((int) Math.min(PIECE_BYTES, content.lengthBytes() - at));
            content.read(at, piece);
            piece.flip();
            int bytes = piece.limit();
            boolean last = at + bytes == content.lengthBytes();
            if (last || !piece.equals(zeros.slice(0, bytes))) {
                out.position(at);
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
            }
            at += bytes;
            doneBytes += bytes;
            if (!progress.goesOn(path, doneBytes)) {
                throw new CancellationException("stopped at " + path);
            }
        }
    }
}
