package io.spindle.app;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Inspector;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image file that a command looks into.
 *
 * @param disc what the image holds
 * @param sessionStartSector where the data begins that counts: that of the last session
 */
record OpenImage(Disc disc, long sessionStartSector) implements Closeable {
    /** Opens the image; {@code sessionStart} is told where the image cannot tell it. */
    static OpenImage of(Path image, Optional<Long> sessionStart) throws IOException {
        if (!Files.isRegularFile(image)) {
            throw new UsageFault(image + " is not a file: name an image");
        }
        Disc disc = disc(image);
        return new OpenImage(disc, sessionStart.orElseGet(() -> lastData(disc.sessions())));
    }

    private static Disc disc(Path image) throws IOException {
        FileByteSource file = FileByteSource.open(image);
        if (file.lengthBytes() == 0) {
            file.close();
            throw new IOException(image + " is empty");
        }
        return Disc.ofUserData(file);
    }

    private static long lastData(List<Session> sessions) {
        return sessions.stream()
                .flatMap(session -> session.tracks().stream()
                        .filter(track -> track.mode() != TrackMode.AUDIO)
                        .limit(1))
                .map(Track::start)
                .reduce((earlier, later) -> later)
                .map(lba -> lba.value())
                .orElse(0L);
    }

    ByteSource userData() {
        return UserDataView.of(disc);
    }

    Inspection inspection() {
        return Inspector.inspect(userData(), sessionStartSector);
    }

    DiscContents contents(ParseLimits limits) {
        return DiscContents.open(userData(), sessionStartSector, limits);
    }

    @Override
    public void close() throws IOException {
        userData().close();
    }
}
