package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.image.ImageLayout.Piece;
import io.spindle.iso.image.ImageLayout.PlannedTrack;
import io.spindle.iso.image.MdsSheet.MdsTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays the tracks of a descriptor of Alcohol 120% out on a disc.
 *
 * <p>The sectors of a pre-gap are stored when there is room for exactly them between two tracks in the file; else they are
 * empty.
 */
final class MdsLayout {
    private final MdsSheet sheet;
    private final Sources sources;
    private final ImageLayout layout = new ImageLayout();
    private long endBytes;

    /** What opens the files of an image. */
    interface Sources {
        ByteSource open(String name) throws IOException;
    }

    MdsLayout(MdsSheet sheet, Sources sources) {
        this.sheet = sheet;
        this.sources = sources;
    }

    Disc disc() throws IOException {
        for (List<MdsTrack> session : sheet.sessions()) {
            for (MdsTrack track : session) {
                put(track);
            }
            layout.endSession();
        }
        return layout.disc(sheet.medium(), Optional.empty(), ByteBuffer.allocate(0));
    }

    private void put(MdsTrack track) throws IOException {
        int stride = track.sector().lengthBytes();
        List<Piece> pieces = new ArrayList<>();
        long pregap = track.pregapSectors();
        boolean stored = pregap > 0 && track.offsetBytes() - endBytes == pregap * stride;
        pieces.add(
                stored
                        ? Piece.stored(
                                pregap,
                                track.sector(),
                                sources.open(track.files().get(0)),
                                endBytes)
                        : Piece.empty(pregap));
        pieces.addAll(files(track));
        layout.put(new PlannedTrack(
                track.number(),
                track.sector().mode(),
                TrackFlag.ofControl(track.control()),
                Optional.empty(),
                track.startLba() - pregap,
                track.startLba(),
                List.of(),
                pieces));
        endBytes = track.offsetBytes() + track.lengthSectors() * stride;
    }

    /** The sectors from index 1 on; each file but the last holds as many whole ones as it has room for. */
    private List<Piece> files(MdsTrack track) throws IOException {
        int stride = track.sector().lengthBytes();
        boolean toTheEnd = track.lengthSectors() == 0;
        long rest = toTheEnd ? Long.MAX_VALUE : track.lengthSectors();
        long offset = track.offsetBytes();
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < track.files().size() && rest > 0; i++) {
            ByteSource source = sources.open(track.files().get(i));
            if (offset < 0 || offset > source.lengthBytes()) {
                throw new ImageFormatException("track " + track.number() + " starts at byte "
                        + Long.toUnsignedString(offset) + " of its file, which has only " + source.lengthBytes()
                        + " bytes: it was cut");
            }
            boolean last = i + 1 == track.files().size();
            long room = (source.lengthBytes() - offset) / stride;
            // Of the last file all that is missing is asked for, so that it is told when it was cut.
            long here = last && !toTheEnd ? rest : Math.min(rest, room);
            pieces.add(Piece.stored(here, track.sector(), source, offset));
            rest -= here;
            offset = 0;
        }
        return pieces;
    }
}
