package io.spindle.scsi.mmc;

import io.spindle.scsi.CommandOutcome;

/** STOP PLAY/SCAN (MMC-6, annex on obsolete commands): ends playing and scanning. */
public final class StopPlayScan {
    private StopPlayScan() {}

    /** Stops; no error when nothing plays. */
    public static CommandOutcome answer(AudioPlayer player, long nowNanos) {
        player.stop(nowNanos);
        return CommandOutcome.good();
    }
}
