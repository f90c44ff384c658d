package io.spindle.it.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;

/** Files to serve. */
public final class Images {
    private Images() {}

    /** Bytes that no compression and no hole can stand for; equal seeds make equal bytes. */
    public static byte[] noise(int lengthBytes, long seed) {
        byte[] bytes = new byte[lengthBytes];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** A file of noise. */
    public static Path random(Path file, int lengthBytes, long seed) throws IOException {
        return Files.write(file, noise(lengthBytes, seed));
    }

    /** Makes a file look as if nobody had written to it for a while. */
    public static Path rested(Path file) throws IOException {
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    /** A file that is one hole. */
    public static Path hole(Path file, long lengthBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), lengthBytes - 1);
        }
        return file;
    }

    /** Puts bytes into a file without touching its other holes. */
    public static void put(Path file, long offset, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), offset);
        }
    }
}
