package io.spindle.scsi.mmc;

import io.spindle.iso.disc.MediumType;
import io.spindle.iso.disc.SectorType;
import io.spindle.iso.disc.Track;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/** READ HEADER (MMC-2, 6.1.15): the mode of a sector of a data track, with its address. */
public final class ReadHeader {
    private ReadHeader() {}

    /** The header of the sector that the CDB names. */
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
        Set<SectorType> types = medium.disc().sectors().possibleTypes(lba, 1);
        return types.size() == 1
                ? header(cdb, types.iterator().next(), lba)
                : new CommandOutcome.ReadsDisc(
                        medium, () -> header(cdb, medium.disc().sectors().typeOf(lba), lba));
    }

    private static CommandOutcome header(Cdb cdb, SectorType type, long lba) {
        ByteBuffer out = ByteBuffer.allocate(8);
        out.put((byte) (type == SectorType.MODE_1 ? 1 : 2)).position(4);
        AddressForm.of(cdb).put(out, lba);
        return CommandOutcome.good(out.array(), cdb.u16(7));
    }
}
