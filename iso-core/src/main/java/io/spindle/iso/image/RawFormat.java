package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.ImageLayout.Piece;
import io.spindle.iso.image.ImageLayout.PlannedTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of raw sectors that no sheet tells of: one track.
 *
 * <p>Data shows by what is in it. Audio looks like anything, so a file is taken for audio only when its length says so and
 * nothing speaks against it: a whole number of sectors, at least the four seconds that a track has, and no whole number of
 * blocks of 512, which images of disks are made of.
 */
final class RawFormat implements ImageFormat {
    private static final int DISK_BLOCK_BYTES = 512;
    private static final long SHORTEST_TRACK_SECTORS = 4 * 75;

    @Override
    public String name() {
        return "raw sectors";
    }

    @Override
    public boolean recognises(FileGlance file) {
        return sectors(file).isPresent();
    }

    private static Optional<StoredSector> sectors(FileGlance file) {
        RawSectors raw = new RawSectors(file.head());
        Optional<StoredSector> data = raw.find();
        if (data.isPresent()) {
            return data;
        }
        StoredSector audio = StoredSector.of(TrackMode.AUDIO, StoredForm.WHOLE);
        boolean isAudio = file.lengthBytes() % audio.lengthBytes() == 0
                && file.lengthBytes() >= SHORTEST_TRACK_SECTORS * audio.lengthBytes()
                && file.lengthBytes() % DISK_BLOCK_BYTES != 0
                && !raw.hasPlainVolume();
        return isAudio ? Optional.of(audio) : Optional.empty();
    }

    @Override
    public Companions companions(Path file) {
        return Companions.NONE;
    }

    @Override
    public DiscImage open(Path file) throws IOException {
        OpenFiles files = new OpenFiles();
        return files.image(this, () -> {
            FileByteSource source = files.open(file);
            return disc(FileGlance.of(file.getFileName().toString(), source), source);
        });
    }

    @Override
    public Disc openExpanded(FileGlance glance, CheckedByteSource expanded) throws IOException {
        return disc(glance, expanded);
    }

    private static Disc disc(FileGlance glance, ByteSource source) throws ImageFormatException {
        StoredSector sector =
                sectors(glance).orElseThrow(() -> new ImageFormatException("it has no raw sectors any more"));
        long count = source.lengthBytes() / sector.lengthBytes();
        if (source.lengthBytes() % sector.lengthBytes() != 0) {
            throw new ImageFormatException("it is made of sectors of " + sector.lengthBytes() + " bytes, but its "
                    + source.lengthBytes() + " bytes are no whole number of them: it was cut, or is not complete");
        }
        ImageLayout layout = new ImageLayout();
        List<Piece> pieces = List.of(Piece.stored(count, sector, source, 0));
        layout.put(new PlannedTrack(1, sector.mode(), Set.of(), Optional.empty(), 0, 0, List.of(), pieces));
        layout.endSession();
        return layout.disc(Optional.empty(), ByteBuffer.allocate(0));
    }
}
