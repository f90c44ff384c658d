package io.spindle.iso.image;

import io.spindle.iso.disc.CdText;
import io.spindle.iso.disc.TrackFlag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a TOC of cdrdao says.
 *
 * @param catalog media catalogue number
 * @param texts CD-TEXT of the disc
 * @param tracks in order, at least one
 */
record TocSheet(Optional<String> catalog, Map<CdText.Field, String> texts, List<TocTrack> tracks) {
    /** What the bytes of a part are. */
    enum PartKind {
        /** Zeros: silence, or blocks of zeros. */
        ZEROS,
        /** The bytes of a file as they are. */
        DATA,
        /** The samples of a file: of a WAVE file, or else big-endian. */
        AUDIO
    }

    /**
     * A run of bytes of a track.
     *
     * @param file its name, "" for zeros
     * @param swapped whether samples are in the other order than that of their kind of file
     * @param startBytes where in the file, or among its samples, it starts
     * @param lengthBytes how many; none when it goes on to the end of the file
     */
    record Part(int line, PartKind kind, String file, boolean swapped, long startBytes, Optional<Long> lengthBytes) {}

    /**
     * TRACK and what follows it.
     *
     * @param startPart how many of its parts lie before {@code START}, if there is one; 0 when it tells a length
     * @param startSectors that length
     * @param indexes positions of index 2 and so on, counted from the start in sectors
     */
    record TocTrack(
            int line,
            StoredSector sector,
            Set<TrackFlag> flags,
            Optional<String> isrc,
            Map<CdText.Field, String> texts,
            List<Part> parts,
            Optional<Integer> startPart,
            long startSectors,
            List<Long> indexes) {}
}
