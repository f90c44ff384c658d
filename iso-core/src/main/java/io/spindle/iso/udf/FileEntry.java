package io.spindle.iso.udf;

import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileTimes;
import io.spindle.iso.filesystem.PosixFields;
import io.spindle.iso.inspection.UdfDescriptorSequence;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A file entry or extended file entry (ECMA-167, 4/14.9 and 4/14.17).
 *
 * @param offsetBytes where it is in the image
 * @param partition index of the map of the partition that it is in
 * @param fileType of its ICB tag
 * @param descriptorKind 0 short, 1 long, 2 extended allocation descriptors; 3 the file's bytes themselves
 * @param lengthBytes information length
 * @param times when things happened to the file
 * @param posix owner, permissions and links
 * @param descriptorsAt where in the block the allocation descriptors begin
 * @param descriptorBytes how long they are
 * @param block all of the block
 */
record FileEntry(
        long offsetBytes,
        int partition,
        int fileType,
        int descriptorKind,
        long lengthBytes,
        FileTimes times,
        PosixFields posix,
        int descriptorsAt,
        int descriptorBytes,
        ByteBuffer block) {
    static final int IN_ICB = 3;
    static final int TYPE_VAT = 248;
    private static final int FILE_ENTRY_TAG = 261;
    private static final int EXTENDED_FILE_ENTRY_TAG = 266;
    private static final int SET_USER_ID = 0x40;
    private static final int SET_GROUP_ID = 0x80;
    private static final int STICKY = 0x100;

    /** Where fields lie that are not at one place in both forms. */
    private record Layout(int accessedAt, int modifiedAt, int createdAt, int changedAt, int lengthsAt, int fixedBytes) {
        static final Layout PLAIN = new Layout(72, 84, -1, 96, 168, 176);
        static final Layout EXTENDED = new Layout(80, 92, 104, 116, 208, 216);
    }

    static boolean isFileEntry(int tag) {
        return tag == FILE_ENTRY_TAG || tag == EXTENDED_FILE_ENTRY_TAG;
    }

    /** The entry, or empty when its lengths do not fit into the block. */
    static Optional<FileEntry> decode(ByteBuffer block, long offsetBytes, int partition) {
        Layout layout = UdfDescriptorSequence.tag(block) == FILE_ENTRY_TAG ? Layout.PLAIN : Layout.EXTENDED;
        long attributesBytes = Integer.toUnsignedLong(block.getInt(layout.lengthsAt()));
        long descriptorBytes = Integer.toUnsignedLong(block.getInt(layout.lengthsAt() + 4));
        if (attributesBytes + descriptorBytes > block.limit() - layout.fixedBytes()) {
            return Optional.empty();
        }
        int flags = block.getShort(34) & 0xFFFF;
        return Optional.of(new FileEntry(
                offsetBytes,
                partition,
                block.get(27) & 0xFF,
                flags & 7,
                block.getLong(56),
                times(block, layout),
                posix(block, flags),
                layout.fixedBytes() + (int) attributesBytes,
                (int) descriptorBytes,
                block));
    }

    private static FileTimes times(ByteBuffer block, Layout layout) {
        return new FileTimes(
                Timestamp.decode(block, layout.modifiedAt()),
                Timestamp.decode(block, layout.accessedAt()),
                Timestamp.decode(block, layout.changedAt()),
                layout.createdAt() < 0 ? Optional.empty() : Timestamp.decode(block, layout.createdAt()));
    }

    /** Five bits for others, group and owner: execute, write, read, and two that POSIX does not have (4/14.9.5). */
    private static PosixFields posix(ByteBuffer block, int flags) {
        int recorded = block.getInt(44);
        int permissions = recorded & 7 | (recorded >> 5 & 7) << 3 | (recorded >> 10 & 7) << 6;
        permissions |= (flags & SET_USER_ID) != 0 ? 04000 : 0;
        permissions |= (flags & SET_GROUP_ID) != 0 ? 02000 : 0;
        permissions |= (flags & STICKY) != 0 ? 01000 : 0;
        return new PosixFields(
                permissions,
                block.getShort(48) & 0xFFFF,
                Integer.toUnsignedLong(block.getInt(36)),
                Integer.toUnsignedLong(block.getInt(40)));
    }

    FileKind kind() {
        return switch (fileType) {
            case 4 -> FileKind.DIRECTORY;
            case 6 -> FileKind.BLOCK_DEVICE;
            case 7 -> FileKind.CHARACTER_DEVICE;
            case 9 -> FileKind.FIFO;
            case 10 -> FileKind.SOCKET;
            case 12 -> FileKind.SYMBOLIC_LINK;
            default -> FileKind.FILE;
        };
    }
}
