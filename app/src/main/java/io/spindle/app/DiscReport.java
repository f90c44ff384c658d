package io.spindle.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Msf;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.Track;
import java.util.ArrayList;
import java.util.List;

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

    /** A line for each track, none where there is nothing to tell beyond the summary. */
    List<String> tracks() {
        List<String> lines = new ArrayList<>();
        if (disc.tracks().size() == 1 && disc.tracks().get(0).mode().isData()) {
            return lines;
        }
        for (Session session : disc.sessions()) {
            for (Track track : session.tracks()) {
                lines.add(String.format(
                        "track %2d   %-8s  sector %6d, length %s%s%s",
                        track.number(),
                        track.mode(),
                        track.start().value(),
                        time(track.lengthSectors()),
                        disc.sessions().size() == 1 ? "" : ", session " + session.number(),
                        track.isrc().map(code -> ", ISRC " + code).orElse("")));
            }
        }
        return lines;
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
            session.tracks()
                    .forEach(track -> tracks.addObject()
                            .put("number", track.number())
                            .put("mode", track.mode().name())
                            .put("control", track.control())
                            .put("pregap", track.pregap().value())
                            .put("start", track.start().value())
                            .put("lengthSectors", track.lengthSectors())
                            .put("isrc", track.isrc().orElse(null)));
        }
    }
}
