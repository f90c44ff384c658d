package io.spindle.bench.load;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Makes the image that every server serves: pattern data without holes, in the page cache when it is done. */
public final class PatternImage {
    private static final int BLOCK_BYTES = 1 << 20;

    private PatternImage() {}

    /** Writes a new file of {@code sizeBytes}, a multiple of 1 MiB, and reads it once. */
    public static void create(Path file, long sizeBytes) throws IOException {
        if (sizeBytes <= 0 || sizeBytes % BLOCK_BYTES != 0) {
            throw new IllegalArgumentException("image size must be a multiple of 1 MiB: " + sizeBytes);
        }
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, READ, WRITE)) {
            for (long offset = 0; offset < sizeBytes; offset += BLOCK_BYTES) {
                block.clear();
                Pattern.fill(block, offset);
                block.flip();
                while (block.hasRemaining()) {
                    channel.write(block);
                }
            }
            channel.force(true); // or its write-back would run beside the first rows
            readOnce(channel, block);
        }
    }

    private static void readOnce(FileChannel channel, ByteBuffer block) throws IOException {
        channel.position(0);
        do {
            block.clear();
        } while (channel.read(block) >= 0);
    }
}
