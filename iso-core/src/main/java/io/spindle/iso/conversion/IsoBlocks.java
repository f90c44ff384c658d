package io.spindle.iso.conversion;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.UserDataView;

/** A disc as the 2048-byte blocks of its data. */
public final class IsoBlocks {
    private IsoBlocks() {}

    /**
     * The blocks of a disc whose only track is data. Closing them closes the disc.
     *
     * @throws ConversionException when there are other tracks, which an ISO image cannot hold, or no data
     */
    public static ByteSource of(Disc disc) throws ConversionException {
        long audio =
                disc.tracks().stream().filter(track -> !track.mode().isData()).count();
        if (disc.tracks().size() > 1 || audio > 0) {
            throw new ConversionException("the disc has " + disc.tracks().size() + " tracks, " + audio
                    + " of them audio, and an ISO image holds one of data; write it as .cue");
        }
        Track only = disc.tracks().get(0);
        return UserDataView.of(disc)
                .orElseThrow(() -> new ConversionException("track " + only.number() + " has no blocks of data"));
    }
}
