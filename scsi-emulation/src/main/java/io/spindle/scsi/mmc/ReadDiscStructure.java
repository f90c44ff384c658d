package io.spindle.scsi.mmc;

import io.spindle.iso.disc.MediumType;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Medium;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * READ DISC STRUCTURE (MMC-6, 6.22): what the lead-in of a DVD or BD tells, computed from the length of the disc.
 *
 * <p>What a pressed disc without copy protection and burst cutting area does not have is refused.
 */
public final class ReadDiscStructure {
    private static final int LIST = 0xFF;
    private static final int HEADER_BYTES = 4;
    private static final int DVD_LEAD_IN_BYTES = 2048;
    private static final int READABLE = 0x40;

    private ReadDiscStructure() {}

    /** The structure that the CDB names. */
    public static CommandOutcome answer(Cdb cdb, Medium medium) {
        MediumType asked = switch (cdb.bits(1, 3, 0)) {
            case 0 -> MediumType.DVD;
            case 1 -> MediumType.BD;
            default -> MediumType.CD;
        };
        if (asked == MediumType.CD) {
            return CommandOutcome.invalidField(FieldPointer.cdb(1, 3));
        }
        if (cdb.u8(7) == LIST) {
            return structure(asked == MediumType.DVD ? dvdList() : bdList(), cdb);
        }
        if (medium.disc().medium() != asked) {
            return CommandOutcome.check(SenseCode.CANNOT_READ_MEDIUM_INCOMPATIBLE_FORMAT);
        }
        long lengthSectors = medium.disc().leadOut().value();
        return asked == MediumType.DVD ? ofDvd(cdb, lengthSectors) : ofBd(cdb, lengthSectors);
    }

    private static CommandOutcome ofDvd(Cdb cdb, long lengthSectors) {
        Optional<DvdLayout> layout = DvdLayout.of(lengthSectors);
        if (cdb.u8(6) >= layout.map(DvdLayout::layers).orElse(1)) {
            return CommandOutcome.invalidField(FieldPointer.cdb(6));
        }
        return switch (cdb.u8(7)) {
            case 0x00 ->
                layout.map(it -> structure(it.physicalFormat(), cdb))
                        .orElseGet(() -> CommandOutcome.invalidField(FieldPointer.cdb(7)));
            // Copyright: no protection, playable in all regions.
            case 0x01 -> structure(new byte[4], cdb);
            // Manufacturing information: none.
            case 0x04 -> structure(new byte[DVD_LEAD_IN_BYTES], cdb);
            default -> CommandOutcome.invalidField(FieldPointer.cdb(7));
        };
    }

    private static CommandOutcome ofBd(Cdb cdb, long lengthSectors) {
        Optional<BdLayout> layout = BdLayout.of(lengthSectors);
        if (cdb.u8(6) >= layout.map(BdLayout::layers).orElse(1)) {
            return CommandOutcome.invalidField(FieldPointer.cdb(6));
        }
        return switch (cdb.u8(7)) {
            case 0x00 ->
                layout.map(it -> structure(it.discInformation(), cdb))
                        .orElseGet(() -> CommandOutcome.invalidField(FieldPointer.cdb(7)));
            // Cartridge status: no cartridge.
            case 0x09 -> structure(new byte[4], cdb);
            default -> CommandOutcome.invalidField(FieldPointer.cdb(7));
        };
    }

    private static byte[] dvdList() {
        ByteBuffer out = ByteBuffer.allocate(16);
        putListed(out, 0x00, DVD_LEAD_IN_BYTES);
        putListed(out, 0x01, 4);
        putListed(out, 0x04, DVD_LEAD_IN_BYTES);
        putListed(out, LIST, out.capacity());
        return out.array();
    }

    private static byte[] bdList() {
        ByteBuffer out = ByteBuffer.allocate(12);
        putListed(out, 0x00, BdLayout.DISC_INFORMATION_BYTES);
        putListed(out, 0x09, 4);
        putListed(out, LIST, out.capacity());
        return out.array();
    }

    private static void putListed(ByteBuffer out, int format, int lengthBytes) {
        out.put((byte) format).put((byte) READABLE).putShort((short) (HEADER_BYTES + lengthBytes));
    }

    private static CommandOutcome structure(byte[] data, Cdb cdb) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + data.length);
        out.putShort((short) (out.capacity() - 2)).putShort((short) 0).put(data);
        return CommandOutcome.good(out.array(), cdb.u16(8));
    }
}
