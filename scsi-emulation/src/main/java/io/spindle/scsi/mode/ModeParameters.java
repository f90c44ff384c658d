package io.spindle.scsi.mode;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.command.OperationCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The mode pages as they are set at the moment, one set for all initiators, with MODE SENSE and MODE SELECT. */
public final class ModeParameters {
    private static final int ALL_PAGES = 0x3F;
    private static final int ALL_SUBPAGES = 0xFF;
    private static final int WRITE_PROTECTED = 0x80;

    private final Map<ModePage, byte[]> current = new EnumMap<>(ModePage.class);

    /** As they are in a new drive. */
    public ModeParameters() {
        reset();
    }

    /** As they are in a new drive. */
    public void reset() {
        for (ModePage page : ModePage.values()) {
            current.put(page, page.defaults());
        }
    }

    /**
     * MODE SENSE (6) and (10) (SPC-4, 6.13 and 6.14). There are no block descriptors.
     *
     * @param condition how the drive is
     */
    public CommandOutcome sense(OperationCode code, Cdb cdb, DriveCondition condition) {
        boolean six = code == OperationCode.MODE_SENSE_6;
        int control = cdb.bits(2, 7, 6);
        if (control == 3) {
            return CommandOutcome.check(SenseCode.SAVING_PARAMETERS_NOT_SUPPORTED);
        }
        int page = cdb.bits(2, 5, 0);
        int subpage = cdb.u8(3);
        if (page != ALL_PAGES && ModePage.of(page).isEmpty()) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2, 5));
        }
        if (subpage != 0 && subpage != ALL_SUBPAGES) {
            return CommandOutcome.invalidField(FieldPointer.cdb(3));
        }
        byte[] pages = pages(page, control, condition);
        return six ? CommandOutcome.good(header6(pages), cdb.u8(4)) : CommandOutcome.good(header10(pages), cdb.u16(7));
    }

    private byte[] pages(int wanted, int control, DriveCondition condition) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (ModePage page : ModePage.values()) {
            if (wanted == ALL_PAGES || page.code() == wanted) {
                out.writeBytes(
                        switch (control) {
                            case 1 -> page.changeable();
                            case 2 -> page.defaults();
                            default -> currently(page, condition);
                        });
            }
        }
        return out.toByteArray();
    }

    private byte[] currently(ModePage page, DriveCondition condition) {
        byte[] bytes = current.get(page).clone();
        if (page == ModePage.MM_CAPABILITIES) {
            condition.putInto(bytes);
        }
        return bytes;
    }

    private static byte[] header6(byte[] pages) {
        return ByteBuffer.allocate(4 + pages.length)
                .put((byte) (3 + pages.length))
                .put((byte) 0)
                .put((byte) WRITE_PROTECTED)
                .put((byte) 0)
                .put(pages)
                .array();
    }

    private static byte[] header10(byte[] pages) {
        return ByteBuffer.allocate(8 + pages.length)
                .putShort((short) (6 + pages.length))
                .put((byte) 0)
                .put((byte) WRITE_PROTECTED)
                .putInt(0)
                .put(pages)
                .array();
    }

    /**
     * MODE SELECT (6) and (10) (SPC-4, 6.11 and 6.12).
     *
     * @param changed called when a page is not what it was
     */
    public CommandOutcome select(OperationCode code, Cdb cdb, Runnable changed) {
        boolean six = code == OperationCode.MODE_SELECT_6;
        int lengthBytes = six ? cdb.u8(4) : cdb.u16(7);
        if (cdb.bit(1, 0)) {
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 0));
        }
        if (lengthBytes == 0) {
            return CommandOutcome.good();
        }
        if (!cdb.bit(1, 4)) {
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 4));
        }
        return new CommandOutcome.WantsDataOut(lengthBytes, data -> {
            byte[] list = new byte[Math.min(lengthBytes, data.remaining())];
            data.get(list);
            return take(new ModeParameterList(list, six), changed);
        });
    }

    private CommandOutcome take(ModeParameterList list, Runnable changed) {
        Map<ModePage, byte[]> wanted = new EnumMap<>(ModePage.class);
        Optional<CommandOutcome> refusal = list.read(current, wanted);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean differs =
                wanted.entrySet().stream().anyMatch(it -> !Arrays.equals(current.get(it.getKey()), it.getValue()));
        current.putAll(wanted);
        if (differs) {
            changed.run();
        }
        return CommandOutcome.good();
    }
}
