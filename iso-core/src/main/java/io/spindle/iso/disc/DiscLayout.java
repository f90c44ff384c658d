package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a disc is without its sectors: what image formats fill in.
 *
 * @param medium what kind of disc it is
 * @param sessions in order, at least one
 * @param mediaCatalogNumber thirteen digits
 * @param cdText the packs of the first lead-in, 18 bytes each, may be empty
 */
public record DiscLayout(
        MediumType medium, List<Session> sessions, Optional<String> mediaCatalogNumber, ByteBuffer cdText) {
    public DiscLayout {
        sessions = List.copyOf(sessions);
    }

    /**
     * The disc of these sectors.
     *
     * @param extents in order; they cover every track from its pre-gap to its end. The 150 sectors before address 0 are
     *     added unless they begin there.
     */
    public Disc over(List<Extent> extents) {
        List<Extent> all = new ArrayList<>(extents);
        if (all.get(0).firstLba() == 0) {
            all.add(
                    0,
                    Extent.empty(
                            -Msf.FIRST_PREGAP_SECTORS,
                            Msf.FIRST_PREGAP_SECTORS,
                            all.get(0).mode()));
        }
        checkCovered(all);
        ExtentMap map = new ExtentMap(all);
        SubChannelQ q = new SubChannelQ(tracks(), mediaCatalogNumber);
        return new Disc(
                medium, sessions, mediaCatalogNumber, cdText, new ExtentSectors(map, q), userData(map, extents));
    }

    private List<Track> tracks() {
        return sessions.stream().flatMap(session -> session.tracks().stream()).toList();
    }

    private void checkCovered(List<Extent> extents) {
        ExtentMap map = new ExtentMap(extents);
        for (Track track : tracks()) {
            long lba = track.pregap().value();
            while (lba < track.end().value()) {
                lba = map.at(lba).endLba();
            }
        }
    }

    /** The blocks of a disc that is nothing but a run of blocks are that run itself. */
    private ByteSource userData(ExtentMap map, List<Extent> extents) {
        Extent only = extents.get(0);
        long lengthSectors = sessions.get(sessions.size() - 1).leadOut().value();
        boolean blocksOnly = extents.size() == 1
                && only.firstLba() == 0
                && only.form() == StoredForm.USER_DATA
                && only.subChannel() == StoredSubChannel.NONE
                && only.source().lengthBytes() == lengthSectors * Disc.SECTOR_BYTES;
        return blocksOnly ? only.source() : new DataBlocks(map, lengthSectors);
    }
}
