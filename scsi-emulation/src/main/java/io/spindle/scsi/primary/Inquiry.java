package io.spindle.scsi.primary;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** INQUIRY (SPC-4, 6.4). */
public final class Inquiry {
    private static final int STANDARD_BYTES = 96;
    private static final int TYPE_CD_DVD = 0x05;
    private static final int NO_DEVICE = 0x7F;
    private static final int REMOVABLE = 0x80;
    private static final int VERSION_SPC_4 = 0x06;
    private static final int RESPONSE_DATA_FORMAT = 0x02;
    private static final int COMMAND_QUEUING = 0x02;
    private static final int SAM_5 = 0x00A0;
    private static final int SPC_4 = 0x0460;
    private static final int MMC_6 = 0x04E0;

    private final DriveIdentity identity;
    private final VitalProductData vitalProductData;

    /** The answers of a drive that calls itself so. */
    public Inquiry(DriveIdentity identity) {
        this.identity = identity;
        this.vitalProductData = new VitalProductData(identity, TYPE_CD_DVD);
    }

    /** The answer of the drive. */
    public CommandOutcome answer(Cdb cdb) {
        if (cdb.bit(1, 0)) {
            return vitalProductData.answer(cdb);
        }
        if (cdb.u8(2) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2));
        }
        return CommandOutcome.good(standard(TYPE_CD_DVD), cdb.u16(3));
    }

    /** The answer for a logical unit that there is not: nothing can be attached there. */
    public CommandOutcome answerForNoDevice(Cdb cdb) {
        if (cdb.bit(1, 0) || cdb.u8(2) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(cdb.bit(1, 0) ? 1 : 2));
        }
        return CommandOutcome.good(standard(NO_DEVICE), cdb.u16(3));
    }

    private byte[] standard(int peripheral) {
        ByteBuffer out = ByteBuffer.allocate(STANDARD_BYTES);
        out.put((byte) peripheral).put((byte) REMOVABLE).put((byte) VERSION_SPC_4);
        out.put((byte) RESPONSE_DATA_FORMAT).put((byte) (STANDARD_BYTES - 5));
        out.put(7, (byte) COMMAND_QUEUING);
        out.position(8);
        out.put(padded(identity.vendor(), 8)).put(padded(identity.product(), 16));
        out.put(padded(identity.revision(), 4));
        out.position(58);
        out.putShort((short) SAM_5).putShort((short) SPC_4).putShort((short) MMC_6);
        return out.array();
    }

    static byte[] padded(String text, int lengthBytes) {
        return (text + " ".repeat(lengthBytes - text.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
