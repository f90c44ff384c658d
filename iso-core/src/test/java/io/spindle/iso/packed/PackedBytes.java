package io.spindle.iso.packed;

import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Bytes that are packed in every way, as whole files. */
public final class PackedBytes {
    private PackedBytes() {}

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }

    /** The bytes in one stream of each format that has to be expanded as a whole. */
    public static byte[] of(PackedFormat format, byte[] plain) throws IOException {
        return switch (format) {
            case GZIP -> packed(plain, GZIPOutputStream::new);
            case XZ -> packed(plain, out -> new XZOutputStream(out, new LZMA2Options(1)));
            case ZSTD -> zstd(plain);
            case BZIP2 -> packed(plain, out -> new BZip2CompressorOutputStream(out, 1));
            case CSO -> CompressedIsoBuilder.pack(plain, CompressedIsoBuilder.Kind.CSO_1, 2048, 0);
            case ZSO -> CompressedIsoBuilder.pack(plain, CompressedIsoBuilder.Kind.ZSO, 2048, 0);
        };
    }

    private static byte[] packed(byte[] plain, Packer packer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream packed = packer.over(out)) {
            packed.write(plain);
        }
        return out.toByteArray();
    }

    /** An xz file of blocks of that length. */
    public static byte[] xzBlocks(byte[] plain, int blockBytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
            for (int at = 0; at < plain.length; at += blockBytes) {
                xz.write(plain, at, Math.min(blockBytes, plain.length - at));
                xz.endBlock();
            }
        }
        return out.toByteArray();
    }

    /** A zstd file with a table of its frames. */
    public static byte[] seekableZstd(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SeekableZstdWriter writer = new SeekableZstdWriter(out)) {
            writer.write(plain);
            writer.finish();
        }
        return out.toByteArray();
    }

    static byte[] zstd(byte[] plain) {
        ZstdCompressor compressor = new ZstdCompressor();
        byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
        return Arrays.copyOf(packed, compressor.compress(plain, 0, plain.length, packed, 0, packed.length));
    }

    static byte[] skippable(int magic, byte... content) {
        return ByteBuffer.allocate(8 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(magic)
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** Arrays one behind the other. */
    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
