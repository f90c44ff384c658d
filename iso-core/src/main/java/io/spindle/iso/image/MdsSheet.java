package io.spindle.iso.image;

import io.spindle.iso.disc.MediumType;
import java.util.List;

/**
 * What a descriptor of Alcohol 120% says.
 *
 * @param medium the kind of disc
 * @param sessions the tracks of each session in order, at least one
 */
record MdsSheet(MediumType medium, List<List<MdsTrack>> sessions) {
    /**
     * A track.
     *
     * @param control its control field
     * @param startLba address of index 1
     * @param pregapSectors before that
     * @param lengthSectors from there on; 0 when only the lengths of the files tell
     * @param offsetBytes where the sector of index 1 lies in the first file
     * @param files names of the files that it lies in, one behind the other
     */
    record MdsTrack(
            int number,
            int control,
            StoredSector sector,
            long startLba,
            long pregapSectors,
            long lengthSectors,
            long offsetBytes,
            List<String> files) {}
}
