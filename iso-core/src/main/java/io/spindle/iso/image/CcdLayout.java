package io.spindle.iso.image;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.StoredForm;
import io.spindle.iso.disc.StoredSubChannel;
import io.spindle.iso.disc.SubChannelFile;
import io.spindle.iso.disc.TrackFlag;
import io.spindle.iso.disc.TrackMode;
import io.spindle.iso.image.CcdSheet.CcdTrack;
import io.spindle.iso.image.CcdSheet.TocEntry;
import io.spindle.iso.image.ImageLayout.Piece;
import io.spindle.iso.image.ImageLayout.PlannedTrack;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lays the tracks of a control file of CloneCD out on a disc.
 *
 * <p>Addresses are those of the table of contents. The sectors of all tracks, pre-gaps included, lie in the image one behind
 * the other, nothing of what is between sessions. Programs differ in whether the pre-gap of the first track of a later
 * session is among them; the length of the image tells.
 */
final class CcdLayout {
    private static final long SESSION_PREGAP = 150;
    private static final StoredSector SECTOR = StoredSector.of(TrackMode.AUDIO, StoredForm.WHOLE);

    private static final CcdTrack NOTHING_TOLD = new CcdTrack(Optional.empty(), new TreeMap<>(), Optional.empty());

    private final CcdSheet sheet;
    private final ByteSource image;
    private final Optional<ByteSource> subChannels;
    private final ImageLayout layout = new ImageLayout();
    private final boolean storesSessionPregaps;
    private long stored;

    /** A session with its tracks in order. */
    private record CcdSession(int number, List<TocEntry> tracks, long leadOut) {
        long sectors() {
            return leadOut - tracks.get(0).lba();
        }
    }

    /**
     * Lays out nothing yet.
     *
     * @param image the main channels
     * @param subChannels the sub-channels, if there is a file of them
     */
    CcdLayout(CcdSheet sheet, ByteSource image, Optional<ByteSource> subChannels) throws ImageFormatException {
        this.sheet = sheet;
        this.image = image;
        this.subChannels = subChannels;
        List<CcdSession> sessions = sessions();
        long sectors = sessions.stream().mapToLong(CcdSession::sectors).sum() + firstPregap(sessions.get(0));
        long withPregaps = sectors + SESSION_PREGAP * (sessions.size() - 1);
        this.storesSessionPregaps = image.lengthBytes() / SECTOR.lengthBytes() >= withPregaps;
    }

    /** What lies before index 1 of the first track, from address 0 on. */
    private static long firstPregap(CcdSession session) {
        return Math.max(0, session.tracks().get(0).lba());
    }

    Disc disc() throws IOException {
        for (CcdSession session : sessions()) {
            for (int i = 0; i < session.tracks().size(); i++) {
                put(session, i);
            }
            layout.endSession();
        }
        return layout.disc(sheet.catalog(), ByteBuffer.wrap(sheet.cdText()));
    }

    private List<CcdSession> sessions() throws ImageFormatException {
        TreeMap<Integer, List<TocEntry>> bySession = new TreeMap<>();
        for (TocEntry entry : sheet.entries()) {
            bySession
                    .computeIfAbsent(entry.session(), session -> new ArrayList<>())
                    .add(entry);
        }
        List<CcdSession> sessions = new ArrayList<>();
        for (List<TocEntry> entries : bySession.values()) {
            int number = entries.get(0).session();
            List<TocEntry> tracks = entries.stream()
                    .filter(TocEntry::isTrack)
                    .sorted(Comparator.comparing(TocEntry::point))
                    .toList();
            Optional<TocEntry> leadOut =
                    entries.stream().filter(TocEntry::isLeadOut).findFirst();
            if (tracks.isEmpty() || leadOut.isEmpty()) {
                throw new ImageFormatException(
                        "session " + number + " has no entry of a " + (tracks.isEmpty() ? "track" : "lead-out"));
            }
            sessions.add(new CcdSession(number, tracks, leadOut.get().lba()));
        }
        return sessions;
    }

    private void put(CcdSession session, int place) throws IOException {
        TocEntry entry = session.tracks().get(place);
        boolean last = place + 1 == session.tracks().size();
        long end = last ? session.leadOut() : nextPregap(session.tracks().get(place + 1));
        if (end <= entry.lba()) {
            throw new ImageFormatException(
                    "track " + entry.point() + " ends at sector " + end + ", but it starts at sector " + entry.lba());
        }
        boolean opensLaterSession = place == 0 && layout.nextSession() > 0;
        long first = place > 0 ? layout.end() : opensLaterSession ? entry.lba() - SESSION_PREGAP : 0;
        boolean withoutPregap = opensLaterSession && !storesSessionPregaps;
        long firstStored = withoutPregap ? entry.lba() : first;
        List<Piece> pieces = List.of(Piece.empty(withoutPregap ? SESSION_PREGAP : 0), piece(end - firstStored));
        CcdTrack track = sheet.tracks().getOrDefault(entry.point(), NOTHING_TOLD);
        layout.put(new PlannedTrack(
                entry.point(),
                mode(entry, track, stored + entry.lba() - firstStored),
                TrackFlag.ofControl(entry.control()),
                track.isrc(),
                first,
                entry.lba(),
                laterIndexes(entry, track),
                pieces));
        stored += end - firstStored;
    }

    /** Where the pre-gap of a track starts; its indexes may count from the start of the session. */
    private long nextPregap(TocEntry entry) {
        CcdTrack track = sheet.tracks().get(entry.point());
        if (track == null || !track.indexes().containsKey(0) || !track.indexes().containsKey(1)) {
            return entry.lba();
        }
        return entry.lba()
                - Math.max(0, track.indexes().get(1) - track.indexes().get(0));
    }

    private static List<Long> laterIndexes(TocEntry entry, CcdTrack track) {
        Long first = track.indexes().get(1);
        return first == null
                ? List.of()
                : track.indexes().tailMap(2).values().stream()
                        .map(index -> entry.lba() + index - first)
                        .toList();
    }

    private Piece piece(long sectors) {
        long offset = stored * SECTOR.lengthBytes();
        if (subChannels.isEmpty()) {
            return Piece.stored(sectors, SECTOR, image, offset);
        }
        StoredSubChannel linear = StoredSubChannel.P_TO_W_LINEAR;
        SubChannelFile file = new SubChannelFile(subChannels.get(), stored * linear.lengthBytes());
        return new Piece(sectors, StoredForm.WHOLE, linear, image, offset, Optional.of(file));
    }

    /** That of the header of its first sector: control files are known to tell others. */
    private TrackMode mode(TocEntry entry, CcdTrack track, long storedStart) throws IOException {
        byte[] header = new byte[16];
        long offset = storedStart * SECTOR.lengthBytes();
        if (offset + SECTOR.lengthBytes() <= image.lengthBytes() && offset >= 0) {
            image.read(offset, ByteBuffer.wrap(header));
        }
        boolean data = (entry.control() & 4) != 0;
        if (RawSectors.hasSync(header)) {
            return header[15] == 2 ? TrackMode.MODE2_XA : TrackMode.MODE1;
        }
        if (!data) {
            return TrackMode.AUDIO;
        }
        return track.mode().orElse(1) == 2 ? TrackMode.MODE2_XA : TrackMode.MODE1;
    }
}
