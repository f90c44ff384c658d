package io.spindle.iso.disc;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Makes the bytes of a selection from the stored bytes of a sector. */
final class SectorAssembly {
    private static final int HEADER_AT = 12;
    private static final int MODE_AT = 15;
    private static final int BEHIND_HEADER_AT = 16;
    private static final int MODE_1_EDC_AT = 2064;
    private static final int MODE_1_ZEROS_AT = 2068;
    private static final int MODE_1_ZEROS = 8;
    /** Submode of a sector of data, and of one of Form 2 (CD-ROM XA). */
    private static final byte DATA = 0x08;

    private static final byte FORM_2 = 0x20;
    /** Bytes of Q with P behind it. */
    static final int Q_BYTES = 16;

    /** Where among the 16 bytes of Q the bit of P is. */
    private static final int P_AT = 15;

    private static final byte[] NO_ERRORS = new byte[296];

    private final SubChannelQ q;

    SectorAssembly(SubChannelQ q) {
        this.q = q;
    }

    /** Puts what the selection takes of the sector whose stored bytes are the current ones of the workspace. */
    void put(Extent extent, long lba, SectorSelection selection, SectorWorkspace work, ByteBuffer destination) {
        SectorType type = extent.typeOf(work.stored, work.current);
        int parts = selection.parts(type);
        if (extent.form() == StoredForm.WHOLE) {
            putParts(type, parts, work.stored, work.current, destination);
        } else if (parts != 0) {
            make(extent, type, lba, selection.edcAndEcc(), work);
            putParts(type, parts, work.sector, 0, destination);
        }
        destination.put(NO_ERRORS, 0, selection.errorFlags().lengthBytes());
        if (selection.subChannel() != SubChannel.NONE) {
            putSubChannel(extent, lba, selection.subChannel(), work);
            destination.put(work.subChannel, 0, selection.subChannel().lengthBytes());
        }
    }

    private static void putParts(SectorType type, int parts, byte[] sector, int at, ByteBuffer destination) {
        int from = at;
        for (int part = 0; part < 5; part++) {
            int length = type.partBytes(part);
            if ((parts >> part & 1) != 0) {
                destination.put(sector, from, length);
            }
            from += length;
        }
    }

    private static void make(Extent extent, SectorType type, long lba, boolean withCodes, SectorWorkspace work) {
        int at = work.current;
        byte[] sector = work.sector;
        switch (extent.form()) {
            case NOTHING -> Arrays.fill(sector, (byte) 0);
            case USER_DATA, FORM_2_USER_DATA ->
                System.arraycopy(work.stored, at, sector, type.userDataAt(), type.userDataBytes());
            case BEHIND_HEADER ->
                System.arraycopy(
                        work.stored, at, sector, BEHIND_HEADER_AT, extent.form().lengthBytes());
            case WHOLE -> throw new IllegalArgumentException("a whole sector needs no making");
            case WHOLE_BIG_ENDIAN -> swap(work.stored, at, sector);
        }
        if (type != SectorType.CD_DA) {
            putSyncAndHeader(type, lba, sector);
            if (extent.form() != StoredForm.BEHIND_HEADER) {
                putSubHeader(type, sector);
                if (withCodes) {
                    putCodes(type, sector, work.rows);
                }
            }
        }
    }

    private static void swap(byte[] stored, int at, byte[] sector) {
        for (int i = 0; i < sector.length; i += 2) {
            sector[i] = stored[at + i + 1];
            sector[i + 1] = stored[at + i];
        }
    }

    private static void putSyncAndHeader(SectorType type, long lba, byte[] sector) {
        sector[0] = 0;
        Arrays.fill(sector, 1, 11, (byte) 0xFF);
        sector[11] = 0;
        Msf.putBcd(lba + Msf.FIRST_PREGAP_SECTORS, sector, HEADER_AT);
        sector[MODE_AT] = (byte) (type == SectorType.MODE_1 ? 1 : 2);
    }

    private static void putSubHeader(SectorType type, byte[] sector) {
        if (type == SectorType.MODE_2_FORM_1 || type == SectorType.MODE_2_FORM_2) {
            for (int i = 0; i < 8; i++) {
                sector[BEHIND_HEADER_AT + i] = 0;
            }
            byte submode = type == SectorType.MODE_2_FORM_1 ? DATA : FORM_2;
            sector[BEHIND_HEADER_AT + 2] = submode;
            sector[BEHIND_HEADER_AT + 6] = submode;
        }
    }

    private static void putCodes(SectorType type, byte[] sector, Ecc.Rows rows) {
        switch (type) {
            case CD_DA, MODE_2_FORMLESS -> {}
            case MODE_1 -> {
                Edc.append(sector, 0, MODE_1_EDC_AT);
                Arrays.fill(sector, MODE_1_ZEROS_AT, MODE_1_ZEROS_AT + MODE_1_ZEROS, (byte) 0);
                Ecc.put(sector, rows);
            }
            case MODE_2_FORM_1 -> {
                Edc.append(sector, BEHIND_HEADER_AT, 8 + 2048);
                putParityWithoutHeader(sector, rows);
            }
            case MODE_2_FORM_2 -> Edc.append(sector, BEHIND_HEADER_AT, 8 + 2324);
        }
    }

    /** The header of a sector with a form counts as zeros, so that sectors can be moved (CD-ROM XA). */
    private static void putParityWithoutHeader(byte[] sector, Ecc.Rows rows) {
        byte minute = sector[HEADER_AT];
        byte second = sector[HEADER_AT + 1];
        byte frame = sector[HEADER_AT + 2];
        byte mode = sector[MODE_AT];
        Arrays.fill(sector, HEADER_AT, BEHIND_HEADER_AT, (byte) 0);
        Ecc.put(sector, rows);
        sector[HEADER_AT] = minute;
        sector[HEADER_AT + 1] = second;
        sector[HEADER_AT + 2] = frame;
        sector[MODE_AT] = mode;
    }

    private void putSubChannel(Extent extent, long lba, SubChannel wanted, SectorWorkspace work) {
        boolean apart = extent.subChannelFile().isPresent();
        byte[] stored = apart ? work.storedSubChannels : work.stored;
        int at = apart ? work.currentSubChannel : work.current + extent.form().lengthBytes();
        byte[] raw = work.subChannel;
        switch (extent.subChannel()) {
            case NONE, Q -> Arrays.fill(raw, (byte) 0);
            case R_TO_W, P_TO_W -> System.arraycopy(stored, at, raw, 0, raw.length);
            case P_TO_W_LINEAR -> interleave(stored, at, raw);
        }
        if (wanted == SubChannel.R_TO_W) {
            keepOnlyRtoW(raw);
        } else if (wanted == SubChannel.Q || !extent.subChannel().holdsAll()) {
            switch (extent.subChannel()) {
                case NONE, R_TO_W -> makeQ(lba, work.q);
                case P_TO_W, P_TO_W_LINEAR -> takeQ(raw, work.q);
                case Q -> System.arraycopy(stored, at, work.q, 0, work.q.length);
            }
            putQ(wanted, work.q, raw);
        }
    }

    private static void putQ(SubChannel wanted, byte[] q, byte[] raw) {
        if (wanted == SubChannel.Q) {
            System.arraycopy(q, 0, raw, 0, wanted.lengthBytes());
        } else {
            weave(q, raw);
        }
    }

    private void makeQ(long lba, byte[] out) {
        q.put(lba, out, 0);
        Arrays.fill(out, SubChannelQ.LENGTH_BYTES, out.length, (byte) 0);
        out[P_AT] = (byte) (q.isPause(lba) ? 0x80 : 0);
    }

    /** Puts one bit of each of the eight sub-channels into each byte, that of P first. */
    private static void interleave(byte[] linear, int at, byte[] raw) {
        for (int i = 0; i < raw.length; i++) {
            int bits = 0;
            for (int channel = 0; channel < 8; channel++) {
                bits = bits << 1 | linear[at + channel * SubChannelQ.LENGTH_BYTES + i / 8] >> 7 - i % 8 & 1;
            }
            raw[i] = (byte) bits;
        }
    }

    /** Picks the bits of P and Q out of 96 raw bytes. */
    static void takeQ(byte[] raw, byte[] q) {
        Arrays.fill(q, (byte) 0);
        for (int i = 0; i < raw.length; i++) {
            q[i / 8] |= (byte) ((raw[i] >> 6 & 1) << 7 - i % 8);
        }
        q[P_AT] = (byte) (raw[0] & 0x80);
    }

    /** Puts the bits of Q, and that of P everywhere, into 96 raw bytes. */
    private static void weave(byte[] q, byte[] raw) {
        for (int i = 0; i < raw.length; i++) {
            int bit = q[i / 8] >> 7 - i % 8 & 1;
            raw[i] = (byte) (raw[i] & 0x3F | bit << 6 | q[P_AT] & 0x80);
        }
    }

    private static void keepOnlyRtoW(byte[] raw) {
        for (int i = 0; i < raw.length; i++) {
            raw[i] &= 0x3F;
        }
    }
}
