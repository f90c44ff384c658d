package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import java.util.Optional;

/** SCAN (MMC-6, annex on obsolete commands): goes quickly through audio, onwards or backwards. */
public final class Scan {
    private static final int TYPE_LBA = 0;
    private static final int TYPE_MSF = 1;
    private static final int TYPE_TRACK = 2;

    private Scan() {}

    /** Starts to scan from an address, a position or a track. */
    public static CommandOutcome answer(Cdb cdb, Medium medium, AudioPlayer player, long nowNanos) {
        Disc disc = medium.disc();
        return switch (cdb.bits(9, 7, 6)) {
            case TYPE_LBA -> scan(cdb, medium, (int) cdb.u32(2), player, nowNanos);
            case TYPE_MSF ->
                AddressForm.wrongMsf(cdb, 3).map(CommandOutcome::invalidField).orElseGet(() -> {
                    long lba = AddressForm.lbaOfMsf(cdb, 3, disc.leadOut().value());
                    return scan(cdb, medium, lba, player, nowNanos);
                });
            case TYPE_TRACK -> {
                Optional<Track> track = disc.tracks().stream()
                        .filter(it -> it.number() == cdb.u32(2))
                        .findFirst();
                yield track.map(it -> scan(cdb, medium, it.start().value(), player, nowNanos))
                        .orElseGet(() -> CommandOutcome.invalidField(FieldPointer.cdb(2)));
            }
            default -> CommandOutcome.invalidField(FieldPointer.cdb(9, 7));
        };
    }

    private static CommandOutcome scan(Cdb cdb, Medium medium, long fromLba, AudioPlayer player, long nowNanos) {
        Optional<CommandOutcome> refusal = PlayAudio.refusal(medium, fromLba);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        boolean backwards = cdb.bit(1, 4);
        Disc disc = medium.disc();
        long firstLba = backwards ? audioStart(disc, fromLba) : fromLba;
        player.scan(AudioRange.whole(disc, firstLba), fromLba, backwards, nowNanos);
        return CommandOutcome.good();
    }

    /** Where the audio begins that goes on without a break to an address. */
    private static long audioStart(Disc disc, long lba) {
        long start = lba;
        for (int i = disc.tracks().size() - 1; i >= 0; i--) {
            Track track = disc.tracks().get(i);
            if (!track.mode().isData()
                    && track.pregap().value() <= start
                    && track.end().value() >= start) {
                start = Math.min(start, track.pregap().value());
            }
        }
        return start;
    }
}
