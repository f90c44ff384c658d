package io.spindle.iso.packed;

import io.airlift.compress.lz4.Lz4Compressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;

/** Writes CSO and ZSO files, for which Debian has no program. */
public final class CompressedIsoBuilder {
    /** Which of the formats. */
    public enum Kind {
        CSO_1,
        CSO_2,
        ZSO
    }

    private CompressedIsoBuilder() {}

    /** Blocks of noise between blocks of text. */
    public static byte[] image(int lengthBytes) {
        byte[] image = new byte[lengthBytes];
        Random random = new Random(lengthBytes);
        for (int at = 0; at < lengthBytes; at += 3000) {
            byte[] part = new byte[Math.min(3000, lengthBytes - at)];
            if (random.nextBoolean()) {
                random.nextBytes(part);
            } else {
                for (int i = 0; i < part.length; i++) {
                    part[i] = (byte) (i / 7 * 31);
                }
            }
            System.arraycopy(part, 0, image, at, part.length);
        }
        return image;
    }

    /** The file that holds the image. */
    public static byte[] pack(byte[] image, Kind kind, int blockBytes, int shift) {
        int count = (image.length + blockBytes - 1) / blockBytes;
        ByteBuffer head = ByteBuffer.allocate(24 + 4 * (count + 1)).order(ByteOrder.LITTLE_ENDIAN);
        head.putInt(kind == Kind.ZSO ? 0x4F53495A : 0x4F534943).putInt(24).putLong(image.length);
        head.putInt(blockBytes)
                .put((byte) (kind == Kind.CSO_2 ? 2 : 1))
                .put((byte) shift)
                .putShort((short) 0);
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        align(blocks, head.capacity(), shift);
        for (int block = 0; block < count; block++) {
            byte[] plain =
                    Arrays.copyOfRange(image, block * blockBytes, Math.min(image.length, (block + 1) * blockBytes));
            boolean lz4 = kind == Kind.ZSO || kind == Kind.CSO_2 && block % 2 == 1;
            byte[] packed = lz4 ? lz4(plain) : deflated(plain);
            boolean stored = packed.length >= plain.length - (1 << shift);
            int mark = kind == Kind.CSO_2 ? (lz4 && !stored ? 0x80000000 : 0) : stored ? 0x80000000 : 0;
            head.putInt((head.capacity() + blocks.size()) >> shift | mark);
            // What became no longer is stored as a whole block, so that its length tells in CSO 2.
            blocks.writeBytes(stored ? Arrays.copyOf(plain, blockBytes) : packed);
            align(blocks, head.capacity(), shift);
        }
        head.putInt((head.capacity() + blocks.size()) >> shift);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(head.array());
        file.writeBytes(blocks.toByteArray());
        return file.toByteArray();
    }

    private static void align(ByteArrayOutputStream out, int before, int shift) {
        while ((before + out.size()) % (1 << shift) != 0) {
            out.write(0);
        }
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[2 * plain.length + 100];
        return Arrays.copyOf(packed, deflater.deflate(packed));
    }

    private static byte[] lz4(byte[] plain) {
        Lz4Compressor compressor = new Lz4Compressor();
        byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
        return Arrays.copyOf(packed, compressor.compress(plain, 0, plain.length, packed, 0, packed.length));
    }
}
