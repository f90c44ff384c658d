package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Track;

/**
 * Audio that the player goes through.
 *
 * @param firstLba address of the first sector
 * @param endLba address behind the last
 * @param endsAtData true when more was wanted, but what follows is no audio
 */
record AudioRange(long firstLba, long endLba, boolean endsAtData) {
    /**
     * As much as there is of what is wanted: up to the end of the disc, or to where a data track or a session's end
     * comes first.
     *
     * @param firstLba an address within an audio track
     */
    static AudioRange of(Disc disc, long firstLba, long wantedEndLba) {
        long end = audioEnd(disc, firstLba);
        boolean atData = wantedEndLba > end && end < disc.leadOut().value();
        return new AudioRange(firstLba, Math.min(end, wantedEndLba), atData);
    }

    /** All that there is. */
    static AudioRange whole(Disc disc, long firstLba) {
        return new AudioRange(firstLba, audioEnd(disc, firstLba), false);
    }

    private static long audioEnd(Disc disc, long firstLba) {
        long end = Math.max(firstLba, 0);
        for (Track track : disc.tracks()) {
            if (!track.mode().isData() && track.pregap().value() <= end) {
                end = Math.max(end, track.end().value());
            }
        }
        return end;
    }
}
