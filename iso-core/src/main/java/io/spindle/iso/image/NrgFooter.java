package io.spindle.iso.image;

import io.spindle.iso.disc.MediumType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What the end of an image of Nero says.
 *
 * @param mediaCatalogNumber of the disc
 * @param cdText packs of 18 bytes one behind the other
 * @param medium the kind of disc that it was made for
 * @param sessions in order, at least one
 */
record NrgFooter(Optional<String> mediaCatalogNumber, ByteBuffer cdText, MediumType medium, List<NrgSession> sessions) {
    /**
     * A session.
     *
     * @param tracks in order
     * @param cues where indexes lie, for discs written at once; none for those written track by track
     */
    record NrgSession(List<NrgTrack> tracks, List<NrgCue> cues) {}

    /**
     * A track, by the bytes of the file that hold its sectors.
     *
     * @param pregapBytes where index 0 starts, equal to {@code startBytes} where no pre-gap is stored
     * @param startBytes where index 1 starts
     * @param endBytes behind the last sector
     */
    record NrgTrack(
            int number, StoredSector sector, Optional<String> isrc, long pregapBytes, long startBytes, long endBytes) {}

    /**
     * An index.
     *
     * @param track its track; 0 is the lead-in, 165 (AAh read as decimal digits) the lead-out
     */
    record NrgCue(int control, int track, int index, long lba) {}
}
