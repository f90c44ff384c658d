package io.spindle.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Msf;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.UserDataView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code spindle info} tells of sessions and tracks. */
record DiscReport(Disc disc) {
    /** One line for people. */
    String summary() {
        int tracks = disc.tracks().size();
        int sessions = disc.sessions().size();
        return disc.medium()
                + ", " + tracks + (tracks == 1 ? " track" : " tracks")
                + (sessions == 1 ? "" : " in " + sessions + " sessions")
                + disc.mediaCatalogNumber()
                        .map(number -> ", catalogue number " + number)
                        .orElse("")
                + (disc.cdText().hasRemaining() ? ", CD-TEXT" : "");
    }

    /** True when there is data, for only that has file systems, boots, and is a block device. */
    boolean hasData() {
        return disc.tracks().stream().anyMatch(track -> track.mode().isData());
    }

    /** Bytes of the block device that the disc is served as; none for one without data. */
    Optional<Long> blocksBytes() {
        return UserDataView.of(disc).map(ByteSource::lengthBytes);
    }

    /** True when there is nothing to tell of tracks beyond that it is one, of data. */
    private boolean isPlain() {
        return disc.tracks().size() == 1 && hasData();
    }

    /** How long the disc is by the clock, where there is more on it than one track of data. */
    Optional<String> length() {
        long sectors = disc.leadOut().value();
        return isPlain() ? Optional.empty() : Optional.of(sectors + " sectors, " + time(sectors));
    }

    /** A line for each track and each lead-out, none where there is nothing to tell beyond the summary. */
    List<String> tracks() {
        List<String> lines = new ArrayList<>();
        if (isPlain()) {
            return lines;
        }
        for (Session session : disc.sessions()) {
            session.tracks().forEach(track -> lines.add(line(track)));
            lines.add(String.format(
                    "lead-out            sector %6d%s",
                    session.leadOut().value(),
                    disc.sessions().size() == 1 ? "" : ", end of session " + session.number()));
        }
        return lines;
    }

    private static String line(Track track) {
        long pregap = track.start().value() - track.pregap().value();
        return String.format(
                "track %2d  %-8s  sector %6d, length %s%s%s%s",
                track.number(),
                track.mode(),
                track.start().value(),
                time(track.lengthSectors()),
                pregap == 0 ? "" : ", pre-gap " + time(pregap),
                track.flags().stream().sorted().map(flag -> ", " + name(flag)).collect(Collectors.joining()),
                track.isrc().map(code -> ", ISRC " + code).orElse(""));
    }

    private static String name(TrackFlag flag) {
        return switch (flag) {
            case PRE_EMPHASIS -> "pre-emphasis";
            case DIGITAL_COPY_PERMITTED -> "copy permitted";
            case FOUR_CHANNELS -> "four channels";
        };
    }

    private static String time(long sectors) {
        long seconds = sectors / Msf.FRAMES_PER_SECOND;
        return String.format("%02d:%02d:%02d", seconds / 60, seconds % 60, sectors % Msf.FRAMES_PER_SECOND);
    }

    /** Adds the fields to a JSON document. */
    void fill(ObjectNode root) {
        root.put("medium", disc.medium().name());
        root.put("mediaCatalogNumber", disc.mediaCatalogNumber().orElse(null));
        root.put("cdText", disc.cdText().hasRemaining());
        ArrayNode sessions = root.putArray("sessions");
        for (Session session : disc.sessions()) {
            ObjectNode node = sessions.addObject();
            node.put("number", session.number());
            node.put("leadOut", session.leadOut().value());
            ArrayNode tracks = node.putArray("tracks");
            session.tracks().forEach(track -> fill(tracks.addObject(), track));
        }
    }

    private static void fill(ObjectNode node, Track track) {
        node.put("number", track.number())
                .put("mode", track.mode().name())
                .put("control", track.control())
                .put("pregap", track.pregap().value())
                .put("start", track.start().value())
                .put("lengthSectors", track.lengthSectors())
                .put("isrc", track.isrc().orElse(null));
        ArrayNode flags = node.putArray("flags");
        track.flags().stream().sorted().forEach(flag -> flags.add(flag.name()));
        ArrayNode indexes = node.putArray("laterIndexes");
        track.laterIndexes().forEach(index -> indexes.add(index.value()));
    }
}
