package io.spindle.scsi.primary;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;

/** REPORT LUNS of a target with one logical unit (SPC-4, 6.33). */
public final class ReportLuns {
    private static final int HEADER_BYTES = 8;
    private static final int LUN_BYTES = 8;
    private static final int WELL_KNOWN_ONLY = 1;
    private static final int SELECT_REPORT_MAXIMUM = 2;

    private ReportLuns() {}

    /** The list, in which the number is in peripheral device addressing. */
    public static CommandOutcome answer(Cdb cdb, int number) {
        int selectReport = cdb.u8(2);
        if (selectReport > SELECT_REPORT_MAXIMUM) {
            return CommandOutcome.invalidField(FieldPointer.cdb(2));
        }
        int luns = selectReport == WELL_KNOWN_ONLY ? 0 : 1;
        byte[] out = new byte[HEADER_BYTES + luns * LUN_BYTES];
        out[3] = (byte) (luns * LUN_BYTES);
        if (luns > 0) {
            out[HEADER_BYTES + 1] = (byte) number;
        }
        return CommandOutcome.good(out, cdb.u32(6));
    }
}
