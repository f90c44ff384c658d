package io.spindle.scsi.primary;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;

/** LOG SENSE, READ BUFFER and SEND DIAGNOSTIC of a drive that has neither logs nor a buffer to show (SPC-4, 6.6 to 6.42). */
public final class Diagnostics {
    private static final int ALL_SUBPAGES = 0xFF;
    private static final int BUFFER_DESCRIPTOR_BYTES = 4;

    private Diagnostics() {}

    /** LOG SENSE: the list of pages, which has only itself. */
    public static CommandOutcome logSense(Cdb cdb) {
        if (cdb.bits(2, 5, 0) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2, 5));
        }
        if (cdb.u16(5) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(5));
        }
        return switch (cdb.u8(3)) {
            case 0 -> CommandOutcome.good(new byte[] {0, 0, 0, 1, 0}, cdb.u16(7));
            case ALL_SUBPAGES ->
                CommandOutcome.good(
                        new byte[] {0x40, (byte) ALL_SUBPAGES, 0, 4, 0, 0, 0, (byte) ALL_SUBPAGES}, cdb.u16(7));
            default -> CommandOutcome.invalidField(FieldPointer.cdb(3));
        };
    }

    /** READ BUFFER: the descriptor of a buffer that there is not, all zeros. */
    public static CommandOutcome readBuffer(Cdb cdb) {
        return switch (cdb.bits(1, 4, 0)) {
            case 0x00, 0x03 -> CommandOutcome.good(new byte[BUFFER_DESCRIPTOR_BYTES], cdb.u24(6));
            case 0x02 -> CommandOutcome.invalidField(FieldPointer.cdb(2));
            default -> CommandOutcome.invalidField(FieldPointer.cdb(1, 4));
        };
    }

    /** SEND DIAGNOSTIC: the default self-test, which finds no fault. */
    public static CommandOutcome sendDiagnostic(Cdb cdb) {
        if (cdb.bits(1, 7, 5) != 0) {
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 7));
        }
        return cdb.u16(3) == 0 ? CommandOutcome.good() : CommandOutcome.invalidField(FieldPointer.cdb(3));
    }
}
