package io.spindle.scsi.mmc;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;

/** PLAY AUDIO (12) (MMC-6, annex on obsolete commands): plays so many sectors from an address on. */
public final class PlayAudio12 {
    private static final long HERE = 0xFFFF_FFFFL;

    private PlayAudio12() {}

    /** Starts to play; address FFFFFFFFh is where the player is. */
    public static CommandOutcome answer(Cdb cdb, Medium medium, AudioPlayer player, long nowNanos) {
        long firstLba = cdb.u32(2) == HERE ? player.position(nowNanos) : (int) cdb.u32(2);
        return PlayAudio.play(medium, firstLba, firstLba + cdb.u32(6), player, nowNanos);
    }
}
