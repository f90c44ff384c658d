package io.spindle.scsi.mode;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.SenseCode;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** What MODE SELECT brings: a header, perhaps a block descriptor, and pages (SPC-4, 7.5.4 to 7.5.6). */
final class ModeParameterList {
    private static final int BLOCK_DESCRIPTOR_BYTES = 8;
    private static final int BLOCK_BYTES = 2048;

    private final byte[] list;
    private final boolean six;

    ModeParameterList(byte[] list, boolean six) {
        this.list = list;
        this.six = six;
    }

    /**
     * Reads the pages into {@code wanted}, each whole.
     *
     * @param current what the pages are now
     * @return why the list is refused
     */
    Optional<CommandOutcome> read(Map<ModePage, byte[]> current, Map<ModePage, byte[]> wanted) {
        int headerBytes = six ? 4 : 8;
        if (list.length < headerBytes) {
            return lengthError();
        }
        int lengthAt = six ? 3 : 6;
        int descriptorBytes = six ? u8(3) : u8(6) << 8 | u8(7);
        if (descriptorBytes != 0 && descriptorBytes != BLOCK_DESCRIPTOR_BYTES) {
            return invalid(lengthAt);
        }
        if (list.length < headerBytes + descriptorBytes) {
            return lengthError();
        }
        if (descriptorBytes != 0 && !namesBlocksOf2048(headerBytes)) {
            return invalid(headerBytes + 5);
        }
        return pages(headerBytes + descriptorBytes, current, wanted);
    }

    /** No block length means the one that there is. */
    private boolean namesBlocksOf2048(int at) {
        int blockBytes = u8(at + 5) << 16 | u8(at + 6) << 8 | u8(at + 7);
        return blockBytes == 0 || blockBytes == BLOCK_BYTES;
    }

    private Optional<CommandOutcome> pages(int start, Map<ModePage, byte[]> current, Map<ModePage, byte[]> wanted) {
        int at = start;
        while (at < list.length) {
            Optional<ModePage> page = ModePage.of(u8(at) & 0x3F);
            if (page.isEmpty() || (u8(at) & 0x40) != 0) {
                return invalid(at);
            }
            int pageBytes = page.get().lengthBytes();
            if (at + 1 >= list.length) {
                return lengthError();
            }
            if (u8(at + 1) != pageBytes - 2) {
                return invalid(at + 1);
            }
            if (at + pageBytes > list.length) {
                return lengthError();
            }
            byte[] bytes = Arrays.copyOfRange(list, at, at + pageBytes);
            bytes[0] &= 0x3F;
            Optional<Integer> unchangeable =
                    page.get().firstUnchangeable(wanted.getOrDefault(page.get(), current.get(page.get())), bytes);
            if (unchangeable.isPresent()) {
                return invalid(at + unchangeable.get());
            }
            wanted.put(page.get(), bytes);
            at += pageBytes;
        }
        return Optional.empty();
    }

    private int u8(int at) {
        return list[at] & 0xFF;
    }

    private static Optional<CommandOutcome> lengthError() {
        return Optional.of(CommandOutcome.check(SenseCode.PARAMETER_LIST_LENGTH_ERROR));
    }

    private static Optional<CommandOutcome> invalid(int at) {
        return Optional.of(CommandOutcome.invalidField(FieldPointer.parameterList(at)));
    }
}
