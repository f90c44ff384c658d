package io.spindle.iso.image;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a control file of CloneCD says.
 *
 * @param catalog media catalogue number
 * @param cdText packs of 18 bytes one behind the other
 * @param entries those of the table of contents, of all lead-ins
 * @param tracks what is told of tracks beside that, by their numbers
 */
record CcdSheet(Optional<String> catalog, byte[] cdText, List<TocEntry> entries, Map<Integer, CcdTrack> tracks) {
    /**
     * An entry of the table of contents (Red Book; MMC-6, "READ TOC", format 2).
     *
     * @param point number of a track, or from A0h on what else is told
     * @param lba address that it points to
     */
    record TocEntry(int session, int point, int control, long lba) {
        boolean isTrack() {
            return point >= 1 && point <= 99;
        }

        boolean isLeadOut() {
            return point == 0xA2;
        }
    }

    /**
     * A track.
     *
     * @param mode 0 for audio, 1 or 2
     * @param indexes addresses by number; those of a session count from its first sector
     */
    record CcdTrack(Optional<Integer> mode, SortedMap<Integer, Long> indexes, Optional<String> isrc) {}
}
