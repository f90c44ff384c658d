package io.spindle.scsi.mmc;

import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import java.util.Optional;

/** What the PLAY AUDIO commands and SCAN have in common: whether there is audio at an address. */
final class PlayAudio {
    private PlayAudio() {}

    /**
     * Plays from an address to before another, or not at all where they are the same: which is no error.
     *
     * @param endLba not before {@code firstLba}; as far as there is audio when the disc ends earlier
     */
    static CommandOutcome play(Medium medium, long firstLba, long endLba, AudioPlayer player, long nowNanos) {
        Optional<CommandOutcome> refusal = refusal(medium, firstLba);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (endLba > firstLba) {
            player.play(AudioRange.of(medium.disc(), firstLba, endLba), nowNanos);
        }
        return CommandOutcome.good();
    }

    /** Why nothing can be played from an address on. */
    static Optional<CommandOutcome> refusal(Medium medium, long lba) {
        if (medium.disc().medium() != MediumType.CD) {
            return Optional.of(CommandOutcome.check(SenseCode.CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT));
        }
        Optional<Track> track = medium.disc().trackAt(lba);
        if (track.isEmpty()) {
            return Optional.of(check(SenseCode.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, lba));
        }
        return track.get().mode().isData()
                ? Optional.of(check(SenseCode.ILLEGAL_MODE_FOR_THIS_TRACK, lba))
                : Optional.empty();
    }

    private static CommandOutcome check(SenseCode code, long lba) {
        return new CommandOutcome.CheckCondition(Sense.atBlock(code, lba & 0xFFFF_FFFFL));
    }
}
