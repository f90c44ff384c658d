package io.spindle.scsi.primary;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;

/** REQUEST SENSE (SPC-4, 6.39): what is to be told without an error. */
public final class RequestSense {
    private RequestSense() {}

    /** Eighteen bytes of fixed format. */
    public static CommandOutcome answer(Cdb cdb, SenseCode code) {
        return CommandOutcome.good(Sense.of(code).toFixedFormat(), cdb.u8(4));
    }
}
