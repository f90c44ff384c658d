package io.spindle.scsi.mmc;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.SenseCode;

/** PAUSE/RESUME (MMC-6, annex on obsolete commands): stops playing where it is, and goes on. */
public final class PauseResume {
    private PauseResume() {}

    /** Pauses or, with the resume bit, plays; an error when nothing plays or pauses. */
    public static CommandOutcome answer(Cdb cdb, AudioPlayer player, long nowNanos) {
        boolean done = cdb.bit(8, 0) ? player.resume(nowNanos) : player.pause(nowNanos);
        return done ? CommandOutcome.good() : CommandOutcome.check(SenseCode.COMMAND_SEQUENCE_ERROR);
    }
}
