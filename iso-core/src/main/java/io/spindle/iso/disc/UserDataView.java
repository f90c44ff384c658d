package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.PaddedByteSource;
import io.spindle.iso.bytes.SlicedByteSource;
import java.util.List;
import java.util.Optional;

/** The 2048-byte blocks of a disc as one run of bytes: what a block device exports. */
public final class UserDataView {
    private UserDataView() {}

    /**
     * The blocks from address 0 to the end of the data track whose file system a drive would mount: the first one of the
     * last session that has any. So clients that look at the end of a device, as all do, find a block there, and addresses
     * are those of the disc. Blocks of audio tracks before it cannot be read.
     *
     * @return empty when no track holds data; closing it closes the disc
     */
    public static Optional<ByteSource> of(Disc disc) {
        return dataTrack(disc)
                .map(track ->
                        SlicedByteSource.of(disc.userData(), 0, track.end().byteOffset(Disc.SECTOR_BYTES)));
    }

    /** Where that data track starts; 0 when no track holds data. */
    public static long firstSector(Disc disc) {
        return dataTrack(disc).map(track -> track.start().value()).orElse(0L);
    }

    /**
     * All blocks, and zeros where the disc has none: what is looked at to recognise file systems, for which audio is no
     * damage. An image that does not end with a block is not filled up, for the backup of a GPT lies at its very end.
     * Closing it closes the disc.
     */
    public static ByteSource inspected(Disc disc) {
        boolean allBlocks = disc.tracks().size() == 1 && disc.tracks().get(0).mode() == TrackMode.MODE1;
        return allBlocks ? PaddedByteSource.withoutPadding(disc.userData()) : new LenientBlocks(disc.userData());
    }

    private static Optional<Track> dataTrack(Disc disc) {
        List<Session> sessions = disc.sessions();
        for (int i = sessions.size() - 1; i >= 0; i--) {
            Optional<Track> data = sessions.get(i).tracks().stream()
                    .filter(track -> track.mode().isData())
                    .findFirst();
            if (data.isPresent()) {
                return data;
            }
        }
        return Optional.empty();
    }
}
