package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.Session;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/** READ TRACK INFORMATION (MMC-6, 6.27): of a track that is complete. */
public final class ReadTrackInformation {
    private static final int DATA_MODE_1 = 1;
    private static final int DATA_MODE_2 = 2;
    private static final int DATA_MODE_UNKNOWN = 0xF;

    private ReadTrackInformation() {}

    /** The track that holds an address, has a number or begins a session. */
    public static CommandOutcome answer(Cdb cdb, Medium medium) {
        if (cdb.bit(1, 2)) {
            // No track of such a disc is open.
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 2));
        }
        Disc disc = medium.disc();
        long wanted = cdb.u32(2);
        return switch (cdb.bits(1, 1, 0)) {
            case 0 ->
                disc.trackAt((int) wanted)
                        .map(track -> CommandOutcome.good(describe(disc, track), cdb.u16(7)))
                        .orElseGet(() -> outOfRange(wanted));
            case 1 -> answer(cdb, disc, byNumber(disc, wanted));
            case 2 -> answer(cdb, disc, bySession(disc, wanted));
            default -> CommandOutcome.invalidField(FieldPointer.cdb(1, 1));
        };
    }

    private static CommandOutcome outOfRange(long lba) {
        return new CommandOutcome.CheckCondition(Sense.atBlock(SenseCode.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, lba));
    }

    private static CommandOutcome answer(Cdb cdb, Disc disc, Optional<Track> found) {
        return found.map(track -> CommandOutcome.good(describe(disc, track), cdb.u16(7)))
                .orElseGet(() -> CommandOutcome.invalidField(FieldPointer.cdb(2)));
    }

    /** Numbers 00h and FFh stand for the lead-in and the incomplete track of a disc that is being recorded. */
    private static Optional<Track> byNumber(Disc disc, long number) {
        return disc.tracks().stream().filter(track -> track.number() == number).findFirst();
    }

    private static Optional<Track> bySession(Disc disc, long number) {
        return disc.sessions().stream()
                .filter(session -> session.number() == number)
                .map(session -> session.tracks().get(0))
                .findFirst();
    }

    private static byte[] describe(Disc disc, Track track) {
        ByteBuffer out = ByteBuffer.allocate(48);
        out.putShort((short) (out.capacity() - 2));
        out.put((byte) track.number()).put((byte) sessionOf(disc, track)).put((byte) 0);
        out.put((byte) track.control()).put((byte) dataMode(track)).put((byte) 0);
        out.putInt((int) track.start().value());
        out.putInt(24, (int) track.lengthSectors());
        return out.array();
    }

    private static int sessionOf(Disc disc, Track track) {
        return disc.sessions().stream()
                .filter(session -> session.tracks().contains(track))
                .mapToInt(Session::number)
                .findFirst()
                .orElseThrow();
    }

    private static int dataMode(Track track) {
        return switch (track.mode()) {
            case AUDIO -> DATA_MODE_UNKNOWN;
            case MODE1 -> DATA_MODE_1;
            case MODE2, MODE2_XA -> DATA_MODE_2;
        };
    }
}
