package io.spindle.scsi.mmc;

import io.spindle.iso.disc.Msf;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.FieldPointer;
import java.nio.ByteBuffer;
import java.util.Optional;

/** How a command tells addresses, each in four bytes: the TIME bit of its CDB (MMC-6, 4.2.1). */
enum AddressForm {
    /** A number of 32 bits. */
    LBA,
    /** A zero byte, then minute, second and frame, binary. */
    MSF;

    private static final int SECONDS = 60;
    private static final int FRAMES = 75;

    /** From 90:00:00 on positions stand for addresses before the program area, unless the disc is as long as that. */
    private static final int LEAD_IN_MINUTE = 90;

    private static final int LEAD_IN_SECTORS = 450_000;

    /** What stands for a position that has no minute, second and frame, on a DVD for example: 255:59:74. */
    private static final int BEYOND_MSF = 0x00FF3B4A;

    /** What bit 1 of byte 1 asks for. */
    static AddressForm of(Cdb cdb) {
        return cdb.bit(1, 1) ? MSF : LBA;
    }

    /** Puts an absolute address. */
    void put(ByteBuffer out, long lba) {
        switch (this) {
            case LBA -> out.putInt((int) Math.min(lba, 0xFFFF_FFFFL));
            case MSF -> putMsf(out, lba + Msf.FIRST_PREGAP_SECTORS);
        }
    }

    /** Puts a distance from the start of a track: before it a position counts down to 0, and a number is negative. */
    void putRelative(ByteBuffer out, long sectors) {
        switch (this) {
            case LBA -> out.putInt((int) sectors);
            case MSF -> putMsf(out, sectors < 0 ? -sectors - 1 : sectors);
        }
    }

    private static void putMsf(ByteBuffer out, long sectors) {
        if (sectors < 0 || sectors >= 100L * SECONDS * FRAMES) {
            out.putInt(BEYOND_MSF);
            return;
        }
        Msf msf = Msf.ofLength(sectors);
        out.putInt(msf.minute() << 16 | msf.second() << 8 | msf.frame());
    }

    /** The first of the three bytes from there that no position has. */
    static Optional<FieldPointer> wrongMsf(Cdb cdb, int at) {
        if (cdb.u8(at) > 99) {
            return Optional.of(FieldPointer.cdb(at));
        }
        if (cdb.u8(at + 1) >= SECONDS) {
            return Optional.of(FieldPointer.cdb(at + 1));
        }
        return cdb.u8(at + 2) >= FRAMES ? Optional.of(FieldPointer.cdb(at + 2)) : Optional.empty();
    }

    /**
     * The address of a position of three bytes.
     *
     * @param leadOut where the disc ends
     * @return the address, negative before 00:02:00
     */
    static long lbaOfMsf(Cdb cdb, int at, long leadOut) {
        Msf msf = new Msf(cdb.u8(at), cdb.u8(at + 1), cdb.u8(at + 2));
        boolean beforeProgram = msf.minute() >= LEAD_IN_MINUTE && msf.lba() > leadOut;
        return beforeProgram ? msf.lba() - LEAD_IN_SECTORS : msf.lba();
    }
}
