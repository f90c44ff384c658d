package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.ConcatenatedByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.PaddedByteSource;
import io.spindle.iso.bytes.SlicedByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.ImageLayout.Piece;
import io.spindle.iso.image.ImageLayout.PlannedTrack;
import io.spindle.iso.image.TocSheet.Part;
import io.spindle.iso.image.TocSheet.PartKind;
import io.spindle.iso.image.TocSheet.TocTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Lays the tracks of a TOC out on a disc.
 *
 * <p>A track is its parts one after another, the last sector filled up with zeros. Parts of audio are counted in samples and
 * need not end with a sector; then the whole track is one run of joined bytes.
 */
final class TocLayout {
    private static final int SAMPLE_BYTES = 4;
    private static final ByteSource NOTHING = new MemoryByteSource(new byte[0]);

    private final TocSheet sheet;
    private final Sources sources;
    private final ImageLayout layout = new ImageLayout();

    /** What opens the files of a TOC. */
    interface Sources {
        /** The bytes of a file, or its samples where it is a WAVE file of audio. */
        ByteSource open(Part part) throws IOException;
    }

    /**
     * A part whose file is open.
     *
     * @param form how sectors lie in it; of zeros, nothing
     * @param bytes those of the part and no others
     */
    private record OpenPart(StoredForm form, ByteSource bytes) {}

    TocLayout(TocSheet sheet, Sources sources) {
        this.sheet = sheet;
        this.sources = sources;
    }

    Disc disc() throws IOException {
        for (int i = 0; i < sheet.tracks().size(); i++) {
            put(i + 1, sheet.tracks().get(i));
        }
        layout.endSession();
        ByteBuffer cdText = SheetTexts.packs(
                1, sheet.texts(), sheet.tracks().stream().map(TocTrack::texts).toList());
        return layout.disc(sheet.catalog(), cdText);
    }

    private void put(int number, TocTrack track) throws IOException {
        List<OpenPart> parts = new ArrayList<>();
        for (Part part : track.parts()) {
            parts.add(open(part, track.sector()));
        }
        List<OpenPart> pregap = parts.subList(0, track.startPart().orElse(0));
        long pregapSectors = track.startSectors() + sectors(bytes(pregap), track.sector());
        long first = layout.end();
        long start = first + pregapSectors;
        if (pregapSectors >= sectors(bytes(parts), track.sector())) {
            throw new ImageFormatException(track.line(), "this track has nothing behind its pre-gap");
        }
        List<Long> indexes =
                track.indexes().stream().map(index -> start + index).toList();
        layout.put(new PlannedTrack(
                number,
                track.sector().mode(),
                track.flags(),
                track.isrc(),
                first,
                start,
                indexes,
                pieces(track, parts)));
    }

    private static long bytes(List<OpenPart> parts) {
        return parts.stream().mapToLong(part -> part.bytes().lengthBytes()).sum();
    }

    private static long sectors(long bytes, StoredSector sector) {
        return (bytes + sector.lengthBytes() - 1) / sector.lengthBytes();
    }

    private OpenPart open(Part part, StoredSector sector) throws IOException {
        if (part.kind() == PartKind.ZEROS) {
            long length = part.lengthBytes().orElseThrow();
            return new OpenPart(StoredForm.NOTHING, PaddedByteSource.toAtLeast(NOTHING, length));
        }
        ByteSource whole = sources.open(part);
        boolean littleEndian = part.swapped() != isWave(part);
        StoredForm form =
                sector.mode() == TrackMode.AUDIO && !littleEndian ? StoredForm.WHOLE_BIG_ENDIAN : sector.form();
        long rest = whole.lengthBytes() - part.startBytes();
        long length = part.lengthBytes().orElse(Math.max(0, rest));
        if (length > rest || length == 0) {
            throw new ImageFormatException(
                    part.line(),
                    ImageFormatException.shown(part.file()) + " has only " + Math.max(0, rest) + " bytes from byte "
                            + part.startBytes() + " on" + (length == 0 ? "" : ", " + length + " are wanted"));
        }
        long sampled = sector.mode() == TrackMode.AUDIO ? length - length % SAMPLE_BYTES : length;
        if (sampled == 0) {
            throw new ImageFormatException(
                    part.line(),
                    ImageFormatException.shown(part.file()) + " has only " + rest + " bytes from byte "
                            + part.startBytes() + " on, which is less than a sample of audio");
        }
        return new OpenPart(form, SlicedByteSource.of(whole, part.startBytes(), sampled));
    }

    /** By its name, as cdrdao does. */
    static boolean isWave(Part part) {
        return part.kind() == PartKind.AUDIO && part.file().matches("(?i).*\\.wav");
    }

    private static List<Piece> pieces(TocTrack track, List<OpenPart> parts) throws ImageFormatException {
        int stride = track.sector().lengthBytes();
        boolean wholeSectors = parts.subList(0, parts.size() - 1).stream()
                .allMatch(part -> part.bytes().lengthBytes() % stride == 0);
        if (!wholeSectors) {
            return List.of(joined(track, parts));
        }
        List<Piece> pieces = new ArrayList<>();
        for (OpenPart part : parts) {
            long sectors = sectors(part.bytes().lengthBytes(), track.sector());
            pieces.add(
                    part.form() == StoredForm.NOTHING
                            ? Piece.empty(sectors)
                            : stored(sectors, part.form(), track, part.bytes()));
        }
        return pieces;
    }

    private static Piece stored(long sectors, StoredForm form, TocTrack track, ByteSource bytes) {
        StoredSector sector = track.sector();
        ByteSource filled = PaddedByteSource.toMultipleOf(bytes, sector.lengthBytes());
        return Piece.stored(sectors, new StoredSector(sector.mode(), form, sector.subChannel()), filled, 0);
    }

    private static Piece joined(TocTrack track, List<OpenPart> parts) throws ImageFormatException {
        Set<StoredForm> forms = EnumSet.noneOf(StoredForm.class);
        parts.forEach(part -> forms.add(part.form()));
        forms.remove(StoredForm.NOTHING);
        boolean swap = forms.size() > 1;
        if (swap && track.sector().subChannel() != StoredSubChannel.NONE) {
            throw new ImageFormatException(track.line(), "samples of both orders with sub-channels are not read");
        }
        List<ByteSource> bytes = new ArrayList<>();
        for (OpenPart part : parts) {
            boolean other = swap && part.form() == StoredForm.WHOLE_BIG_ENDIAN;
            bytes.add(other ? new SwappedSamples(part.bytes()) : part.bytes());
        }
        StoredForm form =
                forms.size() == 1 ? forms.iterator().next() : track.sector().form();
        ByteSource joined = new ConcatenatedByteSource(bytes);
        return stored(sectors(joined.lengthBytes(), track.sector()), form, track, joined);
    }
}
