package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.image.ImageLayout.Piece;
import io.spindle.iso.image.ImageLayout.PlannedTrack;
import io.spindle.iso.image.NrgFooter.NrgCue;
import io.spindle.iso.image.NrgFooter.NrgSession;
import io.spindle.iso.image.NrgFooter.NrgTrack;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lays the tracks of an image of Nero out on a disc.
 *
 * <p>A disc written at once stores pre-gaps, that of the first track with its 150 sectors before address 0 too, and tells
 * addresses. One written track by track stores none; there is one of 150 sectors before each track but the first.
 */
final class NrgLayout {
    private static final long PREGAP_SECTORS = 150;

    private final NrgFooter footer;
    private final ByteSource file;
    private final ImageLayout layout = new ImageLayout();

    NrgLayout(NrgFooter footer, ByteSource file) {
        this.footer = footer;
        this.file = file;
    }

    Disc disc() throws ImageFormatException {
        for (NrgSession session : footer.sessions()) {
            for (int i = 0; i < session.tracks().size(); i++) {
                NrgTrack track = session.tracks().get(i);
                if (session.cues().isEmpty()) {
                    putWithoutCue(track, i == 0);
                } else {
                    putWithCue(session, track);
                }
            }
            layout.endSession();
        }
        return layout.disc(footer.medium(), footer.mediaCatalogNumber(), footer.cdText());
    }

    private void putWithCue(NrgSession session, NrgTrack track) throws ImageFormatException {
        NrgCue start = session.cues().stream()
                .filter(cue -> cue.track() == track.number() && cue.index() == 1)
                .findFirst()
                .orElseThrow(() -> new ImageFormatException("track " + track.number() + " has no index 1"));
        List<Long> later = session.cues().stream()
                .filter(cue -> cue.track() == track.number() && cue.index() > 1)
                .map(NrgCue::lba)
                .toList();
        long pregap = sectors(track, track.pregapBytes(), track.startBytes());
        long first = start.lba() - pregap;
        Set<TrackFlag> flags = TrackFlag.ofControl(start.control());
        put(track, flags, first, start.lba(), later, List.of());
    }

    private void putWithoutCue(NrgTrack track, boolean opensSession) throws ImageFormatException {
        boolean first = opensSession && layout.nextSession() == 0;
        long pregap = opensSession ? layout.nextSession() : layout.end();
        long empty = first || footer.medium() != MediumType.CD ? 0 : PREGAP_SECTORS;
        long start = pregap + empty + sectors(track, track.pregapBytes(), track.startBytes());
        put(track, Set.of(), pregap, start, List.of(), List.of(Piece.empty(empty)));
    }

    private void put(
            NrgTrack track, Set<TrackFlag> flags, long first, long start, List<Long> indexes, List<Piece> before)
            throws ImageFormatException {
        long sectors = sectors(track, track.pregapBytes(), track.startBytes())
                + sectors(track, track.startBytes(), track.endBytes());
        Piece stored = Piece.stored(sectors, track.sector(), file, track.pregapBytes());
        List<Piece> pieces = before.isEmpty() ? List.of(stored) : List.of(before.get(0), stored);
        Optional<String> isrc = track.isrc();
        layout.put(new PlannedTrack(track.number(), track.sector().mode(), flags, isrc, first, start, indexes, pieces));
    }

    private static long sectors(NrgTrack track, long fromBytes, long toBytes) throws ImageFormatException {
        long length = toBytes - fromBytes;
        if (fromBytes < 0 || length < 0 || length % track.sector().lengthBytes() != 0) {
            throw new ImageFormatException("track " + track.number() + " lies from byte " + fromBytes + " to byte "
                    + toBytes + ", which is no whole number of sectors of "
                    + track.sector().lengthBytes());
        }
        return length / track.sector().lengthBytes();
    }
}
