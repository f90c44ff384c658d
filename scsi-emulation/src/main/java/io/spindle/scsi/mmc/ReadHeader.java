package io.spindle.scsi.mmc;

import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.TrackMode;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/** READ HEADER (MMC-2, 6.1.15): the mode of a sector of a data track, with its address. */
public final class ReadHeader {
    private ReadHeader() {}

    /** The header of the sector that the CDB names, by the mode of its track. */
    public static CommandOutcome answer(Cdb cdb, Medium medium) {
        if (medium.disc().medium() != MediumType.CD) {
            return CommandOutcome.check(SenseCode.CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT);
        }
        long lba = (int) cdb.u32(2);
        Optional<Track> track = medium.disc().trackAt(lba);
        if (track.isEmpty()) {
            return new CommandOutcome.CheckCondition(
                    Sense.atBlock(SenseCode.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, cdb.u32(2)));
        }
        if (!track.get().mode().isData()) {
            return new CommandOutcome.CheckCondition(Sense.atBlock(SenseCode.ILLEGAL_MODE_FOR_THIS_TRACK, cdb.u32(2)));
        }
        ByteBuffer out = ByteBuffer.allocate(8);
        out.put((byte) (track.get().mode() == TrackMode.MODE1 ? 1 : 2)).position(4);
        AddressForm.of(cdb).put(out, lba);
        return CommandOutcome.good(out.array(), cdb.u16(7));
    }
}
