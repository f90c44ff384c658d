package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * READ TOC/PMA/ATIP (MMC-6, 6.25): the table of contents, as a whole or by session, and CD-TEXT.
 *
 * <p>A DVD or BD has no table of contents; the one that its track would have is made up, as the standard asks.
 */
public final class ReadTocPmaAtip {
    private static final int LEAD_OUT = 0xAA;
    private static final int HEADER_BYTES = 4;
    private static final int DESCRIPTOR_BYTES = 8;
    private static final int ADR_POSITION = 0x10;

    private ReadTocPmaAtip() {}

    /** The table of contents in the format that the CDB names. */
    public static CommandOutcome answer(Cdb cdb, Medium medium) {
        int format = cdb.bits(2, 3, 0);
        FieldPointer field = FieldPointer.cdb(2, 3);
        if (format == 0 && cdb.bits(9, 7, 6) != 0) {
            // SFF-8020i has the format here; Linux asks for sessions in no other way.
            format = cdb.bits(9, 7, 6);
            field = FieldPointer.cdb(9, 7);
        }
        Disc disc = medium.disc();
        return switch (format) {
            case 0 -> toc(cdb, disc);
            case 1 -> CommandOutcome.good(sessionInformation(AddressForm.of(cdb), disc), cdb.u16(7));
            case 2 -> disc.medium() == MediumType.CD ? fullToc(cdb, disc) : CommandOutcome.invalidField(field);
            case 5 ->
                disc.medium() == MediumType.CD
                        ? CommandOutcome.good(cdText(disc), cdb.u16(7))
                        : CommandOutcome.invalidField(field);
            // No PMA and no ATIP: they are what a recordable disc has.
            default -> CommandOutcome.invalidField(field);
        };
    }

    private static CommandOutcome toc(Cdb cdb, Disc disc) {
        int startingTrack = cdb.u8(6);
        List<Track> tracks = disc.tracks();
        Track last = tracks.get(tracks.size() - 1);
        if (startingTrack > last.number() && startingTrack != LEAD_OUT) {
            return CommandOutcome.invalidField(FieldPointer.cdb(6));
        }
        List<Track> told =
                tracks.stream().filter(track -> track.number() >= startingTrack).toList();
        AddressForm form = AddressForm.of(cdb);
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + DESCRIPTOR_BYTES * (told.size() + 1));
        out.putShort((short) (out.capacity() - 2));
        out.put((byte) tracks.get(0).number()).put((byte) last.number());
        for (Track track : told) {
            putDescriptor(out, track, track.number(), form, track.start().value());
        }
        putDescriptor(out, last, LEAD_OUT, form, disc.leadOut().value());
        return CommandOutcome.good(out.array(), cdb.u16(7));
    }

    private static byte[] sessionInformation(AddressForm form, Disc disc) {
        List<Session> sessions = disc.sessions();
        Session last = sessions.get(sessions.size() - 1);
        Track first = last.tracks().get(0);
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + DESCRIPTOR_BYTES);
        out.putShort((short) (out.capacity() - 2));
        out.put((byte) sessions.get(0).number()).put((byte) last.number());
        putDescriptor(out, first, first.number(), form, first.start().value());
        return out.array();
    }

    private static void putDescriptor(ByteBuffer out, Track track, int number, AddressForm form, long lba) {
        out.put((byte) 0).put((byte) (ADR_POSITION | track.control()));
        out.put((byte) number).put((byte) 0);
        form.put(out, lba);
    }

    private static CommandOutcome fullToc(Cdb cdb, Disc disc) {
        List<Session> sessions = disc.sessions();
        int startingSession = cdb.u8(6);
        if (startingSession > sessions.get(sessions.size() - 1).number()) {
            return CommandOutcome.invalidField(FieldPointer.cdb(6));
        }
        return CommandOutcome.good(FullToc.of(disc, startingSession), cdb.u16(7));
    }

    /** A disc without CD-TEXT has no packs. */
    private static byte[] cdText(Disc disc) {
        ByteBuffer packs = disc.cdText().duplicate();
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + packs.remaining());
        out.putShort((short) (out.capacity() - 2)).putShort((short) 0);
        out.put(packs);
        return out.array();
    }
}
