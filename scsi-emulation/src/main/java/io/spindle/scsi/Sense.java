package io.spindle.scsi;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why a command did not simply succeed (SPC-4, 4.5).
 *
 * @param code key, additional sense code and qualifier
 * @param field the wrong field, for ILLEGAL REQUEST
 * @param information the logical block that failed
 * @param incorrectLength the ILI bit
 */
public record Sense(SenseCode code, Optional<FieldPointer> field, OptionalLong information, boolean incorrectLength) {
    /** A code without further particulars. */
    public static Sense of(SenseCode code) {
        return new Sense(code, Optional.empty(), OptionalLong.empty(), false);
    }

    /** INVALID FIELD IN CDB, with the place. */
    public static Sense invalidField(FieldPointer field) {
        return new Sense(
                field.inCdb() ? SenseCode.INVALID_FIELD_IN_CDB : SenseCode.INVALID_FIELD_IN_PARAMETER_LIST,
                Optional.of(field),
                OptionalLong.empty(),
                false);
    }

    /** A code with the logical block that failed. */
    public static Sense atBlock(SenseCode code, long lba) {
        return new Sense(code, Optional.empty(), OptionalLong.of(lba), false);
    }

    /** Eighteen bytes of fixed format, current (SPC-4, 4.5.3). */
    public byte[] toFixedFormat() {
        byte[] out = new byte[18];
        out[0] = 0x70;
        out[2] = (byte) (code.key() | (incorrectLength ? 0x20 : 0));
        information.ifPresent(lba -> {
            // A block beyond 32 bits does not fit, and is left out as the standard says.
            if (lba >>> 32 == 0) {
                out[0] = (byte) 0xF0;
                putU32(out, 3, lba);
            }
        });
        out[7] = 10;
        out[12] = (byte) code.asc();
        out[13] = (byte) code.ascq();
        field.ifPresent(it -> {
            out[15] = (byte) (0x80 | (it.inCdb() ? 0x40 : 0) | (it.bit() >= 0 ? 0x08 | it.bit() : 0));
            out[16] = (byte) (it.byteAt() >> 8);
            out[17] = (byte) it.byteAt();
        });
        return out;
    }

    private static void putU32(byte[] out, int at, long value) {
        for (int i = 0; i < 4; i++) {
            out[at + i] = (byte) (value >> 8 * (3 - i));
        }
    }
}
