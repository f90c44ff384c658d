package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What the format of a file is recognised by.
 *
 * @param name of the file, without its folder
 * @param lengthBytes of the file
 * @param head its first bytes, as many as {@link #HEAD_BYTES} if it has so many
 * @param tail its last bytes, as many as {@link #TAIL_BYTES} if it has so many
 */
public record FileGlance(String name, long lengthBytes, ByteBuffer head, ByteBuffer tail) {
    /** Holds the volume descriptor in sector 16 of sectors of any length. */
    static final int HEAD_BYTES = 48 << 10;

    static final int TAIL_BYTES = 12;
    private static final int TEXT_BYTES = 4096;

    public FileGlance {
        head = head.asReadOnlyBuffer();
        tail = tail.asReadOnlyBuffer();
    }

    static FileGlance at(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long length = channel.size();
            ByteBuffer head = read(channel, 0, HEAD_BYTES);
            ByteBuffer tail = read(channel, Math.max(0, length - TAIL_BYTES), TAIL_BYTES);
            return new FileGlance(file.getFileName().toString(), length, head, tail);
        }
    }

    /** A glance at bytes that no file holds as they are. */
    static FileGlance of(String name, ByteSource bytes) throws IOException {
        long length = bytes.lengthBytes();
        ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD_BYTES, length));
        bytes.read(0, head);
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL_BYTES, length));
        bytes.read(length - tail.capacity(), tail);
        return new FileGlance(name, length, head.flip(), tail.flip());
    }

    private static ByteBuffer read(FileChannel channel, long at, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        int got = 0;
        while (bytes.hasRemaining() && got >= 0) {
            got = channel.read(bytes, at + bytes.position());
        }
        return bytes.flip();
    }

    /** The first letters of a file that may be a text; a file with a zero is none, and has no letters. */
    String text() {
        String text = SheetText.decode(head.slice(0, Math.min(TEXT_BYTES, head.limit())));
        return text.indexOf('\0') < 0 ? text : "";
    }
}
