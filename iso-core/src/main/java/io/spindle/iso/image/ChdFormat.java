package io.spindle.iso.image;

import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.cache.BlockCache;
import io.spindle.iso.chd.ChdException;
import io.spindle.iso.chd.ChdFile;
import io.spindle.iso.chd.ChdTrack;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.ImageLayout.Piece;
import io.spindle.iso.image.ImageLayout.PlannedTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** MAME's compressed hunks of data, of a CD. */
final class ChdFormat implements ImageFormat {
    /** What MAME calls sectors; audio has its most significant bytes first. */
    private static final Map<String, StoredSector> TYPES = Map.of(
            "AUDIO", StoredSector.of(TrackMode.AUDIO, StoredForm.WHOLE_BIG_ENDIAN),
            "MODE1", StoredSector.of(TrackMode.MODE1, StoredForm.USER_DATA),
            "MODE1_RAW", StoredSector.of(TrackMode.MODE1, StoredForm.WHOLE),
            "MODE2", StoredSector.of(TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER),
            "MODE2_FORM1", StoredSector.of(TrackMode.MODE2_XA, StoredForm.USER_DATA),
            "MODE2_FORM2", StoredSector.of(TrackMode.MODE2_XA, StoredForm.FORM_2_USER_DATA),
            "MODE2_FORM_MIX", StoredSector.of(TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER),
            "MODE2_RAW", StoredSector.of(TrackMode.MODE2_XA, StoredForm.WHOLE));

    private static final Set<String> SUB_CHANNELS = Set.of("RW", "RW_RAW");
    private static final int UNITS_OF_A_TRACK = 4;

    private final BlockCache cache;

    ChdFormat(BlockCache cache) {
        this.cache = cache;
    }

    @Override
    public String name() {
        return "CHD";
    }

    @Override
    public boolean recognises(FileGlance file) {
        return ChdFile.isAt(file.head());
    }

    @Override
    public Companions companions(Path file) {
        return Companions.NONE;
    }

    @Override
    public DiscImage open(Path path) throws IOException {
        FileByteSource file = FileByteSource.open(path);
        try {
            return new DiscImage(name(), disc(file), List.of(file));
        } catch (ChdException e) {
            file.close();
            throw new ImageFormatException(e.getMessage());
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Disc openExpanded(FileGlance glance, CheckedByteSource expanded) throws IOException {
        try {
            return disc(expanded);
        } catch (ChdException e) {
            throw new ImageFormatException(e.getMessage());
        }
    }

    private Disc disc(CheckedByteSource file) throws IOException {
        ChdFile chd = ChdFile.open(file);
        ImageLayout layout = new ImageLayout();
        long unit = 0;
        for (ChdTrack track : chd.tracks()) {
            layout.put(planned(chd, track, unit, layout.end(), file));
            unit += (track.sectors() + UNITS_OF_A_TRACK - 1) / UNITS_OF_A_TRACK * UNITS_OF_A_TRACK;
        }
        layout.endSession();
        return layout.disc(Optional.empty(), ByteBuffer.allocate(0));
    }

    private PlannedTrack planned(ChdFile chd, ChdTrack track, long unit, long firstLba, CheckedByteSource file)
            throws ImageFormatException {
        StoredSector sector = sector(track);
        long units = chd.hunks().lengthBytes() / ChdFile.UNIT_BYTES;
        if (track.sectors() < 1 || track.sectors() > units - unit) {
            throw new ImageFormatException("track " + track.number() + " of " + track.sectors()
                    + " sectors is longer than the " + units + " units that there are");
        }
        if (track.pregapStored() && track.pregapSectors() >= track.sectors()) {
            throw new ImageFormatException("track " + track.number() + " is all pre-gap");
        }
        ChdSectors sectors = new ChdSectors(chd.hunks(), unit, track.sectors(), sector.lengthBytes());
        CheckedByteSource cached = cache.over(sectors);
        file.whenChecked(cached::drop);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(Piece.empty(track.pregapStored() ? 0 : track.pregapSectors()));
        pieces.add(Piece.stored(track.sectors(), sector, cached, 0));
        pieces.add(Piece.empty(track.postgapSectors()));
        return new PlannedTrack(
                track.number(),
                sector.mode(),
                Set.of(),
                Optional.empty(),
                firstLba,
                firstLba + track.pregapSectors(),
                List.of(),
                pieces);
    }

    private static StoredSector sector(ChdTrack track) throws ImageFormatException {
        StoredSector sector = TYPES.get(track.type());
        if (sector == null) {
            throw new ImageFormatException("track " + track.number() + " is of the type "
                    + ImageFormatException.shown(track.type()) + ", which is not known");
        }
        return SUB_CHANNELS.contains(track.subType()) ? sector.with(StoredSubChannel.R_TO_W) : sector;
    }
}
