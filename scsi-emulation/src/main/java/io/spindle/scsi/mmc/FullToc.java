package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Msf;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackMode;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The table of contents as the lead-ins hold it: format 2 of READ TOC/PMA/ATIP (MMC-6, 6.25.3.4).
 *
 * <p>Of each session the points A0h, A1h and A2h, then its tracks, and on a disc of several sessions B0h, which tells
 * where the next session may begin, and behind that of the first session C0h.
 */
final class FullToc {
    private static final int DESCRIPTOR_BYTES = 11;
    private static final int ADR_POSITION = 0x10;
    private static final int ADR_OTHER_SESSIONS = 0x50;
    private static final int DISC_TYPE_CD = 0x00;
    private static final int DISC_TYPE_XA = 0x20;
    private static final int NOTHING_FOLLOWS = 0xFFFFFF;

    /** Where the lead-out of a disc of 80 minutes may start at the latest. */
    private static final int LAST_LEAD_OUT = 79 << 16 | 59 << 8 | 74;

    /** Where the first lead-in starts. */
    private static final int FIRST_LEAD_IN = 95 << 16;

    private final ByteBuffer out;
    private final List<Session> sessions;

    private FullToc(Disc disc) {
        sessions = disc.sessions();
        out = ByteBuffer.allocate(4
                + DESCRIPTOR_BYTES * (disc.tracks().size() + 5 * disc.sessions().size()));
    }

    /** The answer from the session of that number on. */
    static byte[] of(Disc disc, int startingSession) {
        FullToc toc = new FullToc(disc);
        toc.out.putShort((short) 0);
        toc.out.put((byte) toc.sessions.get(0).number());
        toc.out.put((byte) toc.sessions.get(toc.sessions.size() - 1).number());
        for (int i = 0; i < toc.sessions.size(); i++) {
            if (toc.sessions.get(i).number() >= startingSession) {
                toc.putSession(i);
            }
        }
        toc.out.putShort(0, (short) (toc.out.position() - 2));
        byte[] bytes = new byte[toc.out.position()];
        toc.out.get(0, bytes);
        return bytes;
    }

    /** What kind of CD a session makes of a disc: 20h with sub-headers, else 00h. */
    static int discType(Session session) {
        boolean xa = session.tracks().stream().anyMatch(track -> track.mode() == TrackMode.MODE2_XA);
        return xa ? DISC_TYPE_XA : DISC_TYPE_CD;
    }

    private void putSession(int index) {
        Session session = sessions.get(index);
        Track first = session.tracks().get(0);
        Track last = session.tracks().get(session.tracks().size() - 1);
        int type = discType(session);
        put(session, ADR_POSITION | first.control(), 0xA0, 0, first.number() << 16 | type << 8);
        put(session, ADR_POSITION | last.control(), 0xA1, 0, last.number() << 16);
        put(
                session,
                ADR_POSITION | last.control(),
                0xA2,
                0,
                position(session.leadOut().value()));
        for (Track track : session.tracks()) {
            put(
                    session,
                    ADR_POSITION | track.control(),
                    track.number(),
                    0,
                    position(track.start().value()));
        }
        if (sessions.size() > 1) {
            putOtherSessions(index, ADR_OTHER_SESSIONS | first.control());
        }
    }

    private void putOtherSessions(int index, int adrAndControl) {
        Session session = sessions.get(index);
        boolean isFirst = index == 0;
        int points = isFirst ? 2 : 1;
        int lastLeadOut = position(sessions.get(sessions.size() - 1).leadOut().value());
        int latest = Math.max(LAST_LEAD_OUT, lastLeadOut);
        put(session, adrAndControl, 0xB0, nextProgramArea(index), points << 24 | latest);
        if (isFirst) {
            put(session, adrAndControl, 0xC0, 0, FIRST_LEAD_IN);
        }
    }

    private int nextProgramArea(int index) {
        if (index + 1 == sessions.size()) {
            return NOTHING_FOLLOWS;
        }
        long firstTrack = sessions.get(index + 1).tracks().get(0).start().value();
        return position(firstTrack - Msf.FIRST_PREGAP_SECTORS);
    }

    private static int position(long lba) {
        ByteBuffer four = ByteBuffer.allocate(4);
        AddressForm.MSF.put(four, lba);
        return four.getInt(0);
    }

    /**
     * Puts a descriptor.
     *
     * @param msf minute, second and frame
     * @param pointed the zero field, then P-minute, P-second and P-frame
     */
    private void put(Session session, int adrAndControl, int point, int msf, int pointed) {
        out.put((byte) session.number()).put((byte) adrAndControl).put((byte) 0).put((byte) point);
        out.put((byte) (msf >> 16)).putShort((short) msf);
        out.putInt(pointed);
    }
}
