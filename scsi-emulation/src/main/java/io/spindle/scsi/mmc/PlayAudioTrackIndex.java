package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Lba;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import java.util.List;
import java.util.Optional;

/**
 * PLAY AUDIO TRACK INDEX (SCSI-2, 14.2.6): plays from an index of a track to the end of an index of a track.
 *
 * <p>Long obsolete, but Linux tries it first when a program asks to play a track.
 */
public final class PlayAudioTrackIndex {
    private static final int START_AT = 4;
    private static final int END_AT = 7;

    private PlayAudioTrackIndex() {}

    /** Starts to play; an index beyond the last of its track is the last, a track beyond the last one too. */
    public static CommandOutcome answer(Cdb cdb, Medium medium, AudioPlayer player, long nowNanos) {
        List<Track> tracks = medium.disc().tracks();
        Optional<Track> first = upTo(cdb.u8(START_AT), tracks).filter(it -> it.number() == cdb.u8(START_AT));
        if (first.isEmpty()) {
            return CommandOutcome.invalidField(FieldPointer.cdb(START_AT));
        }
        Optional<Track> last = upTo(cdb.u8(END_AT), tracks).filter(it -> it.number() >= cdb.u8(START_AT));
        long firstLba = indexStart(first.get(), cdb.u8(START_AT + 1));
        long endLba = last.map(it -> indexEnd(it, cdb.u8(END_AT + 1))).orElse(Long.MIN_VALUE);
        return endLba < firstLba
                ? CommandOutcome.invalidField(FieldPointer.cdb(END_AT))
                : PlayAudio.play(medium, firstLba, endLba, player, nowNanos);
    }

    /** The last track whose number is not above another. */
    private static Optional<Track> upTo(int number, List<Track> tracks) {
        return tracks.stream().filter(it -> it.number() <= number).reduce((earlier, later) -> later);
    }

    private static long indexStart(Track track, int index) {
        List<Lba> later = track.laterIndexes();
        if (index <= 1 || later.isEmpty()) {
            return track.start().value();
        }
        return later.get(Math.min(index - 2, later.size() - 1)).value();
    }

    private static long indexEnd(Track track, int index) {
        List<Lba> later = track.laterIndexes();
        int behind = Math.max(index, 1) - 1;
        return behind < later.size() ? later.get(behind).value() : track.end().value();
    }
}
