package io.spindle.iso.udf;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.filesystem.ExtentByteSource;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.inspection.ImageWindow;
import io.spindle.iso.inspection.UdfDescriptorSequence;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads the file identifier descriptors that a directory is made of (ECMA-167, 4/14.4). */
final class FileIdentifiers {
    private static final int TAG = 257;
    private static final int FIXED_BYTES = 38;
    private static final int HIDDEN = 0x01;
    private static final int DELETED = 0x04;
    private static final int PARENT = 0x08;
    /** What a volume sets aside for itself lies in a hidden file of the root (OSTA UDF, 2.3.13). */
    private static final String RESERVED_NAMES = "Non-Allocatable ";

    private static final int PIECE_BYTES = 1 << 16;
    /** One descriptor fits into a block (ECMA-167, 4/14.4), and no block is larger. */
    private static final int MAXIMUM_DESCRIPTOR_BYTES = 4096;

    private final ImageWindow window;
    private final ParseLimits limits;

    FileIdentifiers(ImageWindow window, ParseLimits limits) {
        this.window = window;
        this.limits = limits;
    }

    /** Takes names in order. */
    interface Names {
        /** Returns false when no more are wanted. */
        boolean take(String recorded, BlockAddress fileEntry);
    }

    void read(FileNode directory, Names names) {
        long recorded =
                directory.extents().stream().mapToLong(FileExtent::lengthBytes).sum();
        ByteSource content = new ExtentByteSource(window.image(), directory.extents(), recorded);
        if (recorded > limits.directoryBytes()) {
            window.warning("directory-limit", -1, "a directory is too long, its rest is left out");
        }
        long end = Math.min(recorded, limits.directoryBytes());
        long at = 0;
        while (end - at >= FIXED_BYTES) {
            Optional<ByteBuffer> piece = window.read(content, at, (int) Math.min(PIECE_BYTES, end - at));
            int used = piece.map(it -> piece(it, names)).orElse(0);
            if (used == 0) {
                return;
            }
            at += used;
        }
    }

    /** Reads the descriptors that are wholly in the piece; returns their bytes, or 0 to stop. */
    private int piece(ByteBuffer piece, Names names) {
        int at = 0;
        while (piece.limit() - at >= FIXED_BYTES) {
            int lengthBytes = lengthBytes(piece, at);
            if (lengthBytes > piece.limit() - at && at > 0) {
                return at;
            }
            boolean bounded = lengthBytes <= Math.min(piece.limit() - at, MAXIMUM_DESCRIPTOR_BYTES);
            ByteBuffer descriptor =
                    bounded ? piece.slice(at, lengthBytes).order(ByteOrder.LITTLE_ENDIAN) : ByteBuffer.allocate(0);
            if (!bounded
                    || !UdfDescriptorSequence.isIntact(descriptor)
                    || UdfDescriptorSequence.tag(descriptor) != TAG) {
                window.error("udf-directory", -1, "a directory is broken, its rest is left out");
                return 0;
            }
            if (!take(descriptor, names)) {
                return 0;
            }
            at += lengthBytes;
        }
        return at;
    }

    private static int lengthBytes(ByteBuffer in, int at) {
        int bytes = FIXED_BYTES + (in.getShort(at + 36) & 0xFFFF) + (in.get(at + 19) & 0xFF);
        return bytes + 3 & ~3;
    }

    private static boolean take(ByteBuffer descriptor, Names names) {
        int characteristics = descriptor.get(18);
        if ((characteristics & (DELETED | PARENT)) != 0) {
            return true;
        }
        int nameAt = FIXED_BYTES + (descriptor.getShort(36) & 0xFFFF);
        String recorded = CompressedUnicode.decode(descriptor, nameAt, descriptor.get(19) & 0xFF);
        if ((characteristics & HIDDEN) != 0 && recorded.startsWith(RESERVED_NAMES)) {
            return true;
        }
        return names.take(recorded, BlockAddress.ofLongDescriptor(descriptor, 20));
    }
}
