package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Session;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import java.nio.ByteBuffer;

/** READ DISC INFORMATION (MMC-6, 6.21): of a disc that is complete, and to which nothing can be added. */
public final class ReadDiscInformation {
    private static final int DATA_TYPE_SHIFT = 5;
    /** The last session is complete, the disc is complete. */
    private static final int COMPLETE = 0x0E;
    /** The disc is not restricted to certain hosts. */
    private static final int UNRESTRICTED_USE = 0x20;

    private static final int NOT_APPLICABLE = 0xFFFFFFFF;
    private static final int CD_TRACKS = 99;

    private ReadDiscInformation() {}

    /** The block of the type that the CDB names. */
    public static CommandOutcome answer(Cdb cdb, Medium medium) {
        Disc disc = medium.disc();
        return switch (cdb.bits(1, 2, 0)) {
            case 0 -> CommandOutcome.good(standard(disc), cdb.u16(7));
            case 1 -> CommandOutcome.good(trackResources(disc), cdb.u16(7));
            case 2 -> CommandOutcome.good(pseudoOverwriteResources(), cdb.u16(7));
            default -> CommandOutcome.invalidField(FieldPointer.cdb(1, 2));
        };
    }

    private static byte[] standard(Disc disc) {
        Session last = disc.sessions().get(disc.sessions().size() - 1);
        int lastSessionLastTrack = last.tracks().get(last.tracks().size() - 1).number();
        ByteBuffer out = ByteBuffer.allocate(34);
        out.putShort((short) (out.capacity() - 2)).put((byte) COMPLETE);
        out.put((byte) disc.tracks().get(0).number());
        out.put((byte) disc.sessions().size());
        out.put((byte) last.tracks().get(0).number()).put((byte) lastSessionLastTrack);
        out.put((byte) UNRESTRICTED_USE);
        out.put((byte) FullToc.discType(disc.sessions().get(0)));
        out.position(16);
        // Neither a lead-in nor a lead-out can be written any more.
        out.putInt(NOT_APPLICABLE).putInt(NOT_APPLICABLE);
        return out.array();
    }

    private static byte[] trackResources(Disc disc) {
        ByteBuffer out = ByteBuffer.allocate(12);
        out.putShort((short) (out.capacity() - 2))
                .put((byte) (1 << DATA_TYPE_SHIFT))
                .put((byte) 0);
        out.putShort((short) (disc.medium() == MediumType.CD ? CD_TRACKS : 1));
        out.putShort((short) disc.tracks().size());
        return out.array();
    }

    private static byte[] pseudoOverwriteResources() {
        ByteBuffer out = ByteBuffer.allocate(16);
        out.putShort((short) (out.capacity() - 2)).put((byte) (2 << DATA_TYPE_SHIFT));
        return out.array();
    }
}
