package io.spindle.iso.packed;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdInputStream;
import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZInputStream;

/** A way to pack a file into a shorter one. */
public enum PackedFormat {
    GZIP("gzip") {
        /** Magic, deflate, and none of the flags that have no meaning (RFC 1952, 2.3.1). */
        @Override
        boolean recognises(ByteBuffer head) {
            return startsWith(head, 0x1F, 0x8B, 8) && head.remaining() > 3 && (head.get(3) & 0xE0) == 0;
        }

        @Override
        InputStream expanded(InputStream packed) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
        }
    },
    XZ("xz") {
        @Override
        boolean recognises(ByteBuffer head) {
            return startsWith(head, 0xFD, '7', 'z', 'X', 'Z', 0);
        }

        @Override
        Optional<Chunks> chunks(ByteSource file, ExpansionLimits limits) throws IOException {
            return XzBlocks.of(file, limits);
        }

        @Override
        InputStream expanded(InputStream packed) throws IOException {
            return new XZInputStream(packed, ExpansionLimits.DEFAULT.dictionaryKibibytes());
        }
    },
    ZSTD("zstd") {
        /** A frame, or a skippable one (RFC 8878, 3.1). */
        @Override
        boolean recognises(ByteBuffer head) {
            return startsWith(head, 0x28, 0xB5, 0x2F, 0xFD)
                    || head.remaining() > 8
                            && (head.get(0) & 0xF0) == 0x50
                            && head.get(1) == 0x2A
                            && head.get(2) == 0x4D
                            && head.get(3) == 0x18;
        }

        @Override
        Optional<Chunks> chunks(ByteSource file, ExpansionLimits limits) throws IOException {
            return SeekableZstd.of(file, limits);
        }

        @Override
        InputStream expanded(InputStream packed) {
            return new ZstdInputStream(new ZstdFrames(packed));
        }
    },
    BZIP2("bzip2") {
        /** Magic, level, and the mark of a first block or, of an empty file, of the end. */
        @Override
        boolean recognises(ByteBuffer head) {
            boolean magic =
                    startsWith(head, 'B', 'Z', 'h') && head.remaining() > 9 && head.get(3) >= '1' && head.get(3) <= '9';
            long mark = magic ? head.getLong(2) & 0xFFFF_FFFF_FFFFL : 0;
            return mark == 0x3141_5926_5359L || mark == 0x1772_4538_5090L;
        }

        @Override
        InputStream expanded(InputStream packed) throws IOException {
            return new BZip2CompressorInputStream(packed, true);
        }
    },
    CSO("CSO") {
        @Override
        boolean recognises(ByteBuffer head) {
            return startsWith(head, 'C', 'I', 'S', 'O');
        }

        @Override
        Optional<Chunks> chunks(ByteSource file, ExpansionLimits limits) throws IOException {
            return Optional.of(CompressedIso.of(file, limits));
        }
    },
    ZSO("ZSO") {
        @Override
        boolean recognises(ByteBuffer head) {
            return startsWith(head, 'Z', 'I', 'S', 'O');
        }

        @Override
        Optional<Chunks> chunks(ByteSource file, ExpansionLimits limits) throws IOException {
            return Optional.of(CompressedIso.of(file, limits));
        }
    };

    private final String title;

    PackedFormat(String title) {
        this.title = title;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** The format of a file that begins with these bytes, or empty for one that is not packed. */
    public static Optional<PackedFormat> of(ByteBuffer head) {
        for (PackedFormat format : values()) {
            if (format.recognises(head.slice())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** True when a file is of this format. */
    abstract boolean recognises(ByteBuffer head);

    /** The parts of a file that can be expanded one by one; empty when it can only be expanded from its start. */
    Optional<Chunks> chunks(ByteSource file, ExpansionLimits limits) throws IOException {
        return Optional.empty();
    }

    /** What the bytes of a file expand to, in order. */
    InputStream expanded(InputStream packed) throws IOException {
        throw new IllegalStateException(title + " is read chunk by chunk");
    }

    /** What a decoder found, as a fault of the file where it is one. */
    static IOException told(PackedFormat format, Exception fault) {
        if (fault instanceof PackedFormatException known) {
            return known;
        }
        if (fault instanceof MemoryLimitException memory) {
            return Faults.dictionary(memory);
        }
        boolean window = fault instanceof MalformedInputException
                && String.valueOf(fault.getMessage()).contains("indow");
        return new PackedFormatException(
                window
                        ? "it needs a window of more than 8 MiB: compress it without --ultra and --long, or expand it"
                        : "the " + format.title + " file is damaged or cut: " + Faults.text(fault),
                fault);
    }

    private static boolean startsWith(ByteBuffer head, int... bytes) {
        if (head.remaining() < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (head.get(i) != (byte) bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
