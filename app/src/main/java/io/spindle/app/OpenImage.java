package io.spindle.app;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Inspector;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image file that a command looks into.
 *
 * @param image its format and the disc that it holds
 * @param sessionStartSector where the data begins that counts: that of the last session
 */
record OpenImage(DiscImage image, long sessionStartSector) implements Closeable {
    /**
     * Opens the image; {@code sessionStart} is told where the image cannot tell it.
     *
     * @param err hears of an image that has to be expanded first
     */
    static OpenImage of(Path file, Optional<Long> sessionStart, PrintWriter err) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageFault(file + " is not a file: name an image");
        }
        DiscImage opened = PackedImages.open(file, err);
        return new OpenImage(
                opened, sessionStart.orElseGet(() -> lastData(opened.disc().sessions())));
    }

    Disc disc() {
        return image.disc();
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
        return disc().userData();
    }

    Inspection inspection() {
        return Inspector.inspect(UserDataView.inspected(disc()), sessionStartSector);
    }

    DiscContents contents(ParseLimits limits) {
        return DiscContents.open(userData(), sessionStartSector, limits);
    }

    @Override
    public void close() throws IOException {
        image.close();
    }
}
