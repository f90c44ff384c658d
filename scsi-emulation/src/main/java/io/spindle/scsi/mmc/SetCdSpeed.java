package io.spindle.scsi.mmc;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;

/** SET CD SPEED (MMC-6, annex on obsolete commands): how fast a CD is read. */
public final class SetCdSpeed {
    private static final int MAXIMUM = 0xFFFF;

    private SetCdSpeed() {}

    /** Takes the reading speed; what is said of writing and rotation has no meaning here. */
    public static CommandOutcome answer(Cdb cdb, DriveSpeed speed) {
        if (cdb.u16(2) == MAXIMUM) {
            speed.reset();
        } else {
            speed.limitTo(cdb.u16(2));
        }
        return CommandOutcome.good();
    }
}
