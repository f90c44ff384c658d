package io.spindle.iso.disc;

import java.util.Arrays;

/** Whether a whole sector agrees with its own error detection code (ECMA-130, 14.3; for Mode 2 the Green Book's forms). */
public enum EdcCheck {
    RIGHT,
    WRONG,
    /** The sector has none: it is formless, or of Form 2 without one. */
    NONE;

    private static final int SUB_HEADER_AT = 16;
    private static final int MODE_1_EDC_AT = 2064;
    private static final int FORM_1_EDC_AT = 2072;
    private static final int FORM_2_EDC_AT = 2348;

    /**
     * Checks a sector of a data track.
     *
     * @param mode of its track
     * @param at where its 2352 bytes begin
     */
    public static EdcCheck of(byte[] bytes, int at, TrackMode mode) {
        SectorType otherwise = mode == TrackMode.MODE1 ? SectorType.MODE_1 : SectorType.MODE_2_FORMLESS;
        SectorType usual = mode == TrackMode.MODE2_XA ? SectorType.MODE_2_FORM_1 : otherwise;
        return switch (SectorType.ofHeader(bytes, at, usual)) {
            case MODE_1 -> compare(bytes, at, at + MODE_1_EDC_AT);
            case MODE_2_FORM_1 -> compare(bytes, at + SUB_HEADER_AT, at + FORM_1_EDC_AT);
            case MODE_2_FORM_2 -> hasCode(bytes, at) ? compare(bytes, at + SUB_HEADER_AT, at + FORM_2_EDC_AT) : NONE;
            case MODE_2_FORMLESS, CD_DA -> NONE;
        };
    }

    private static boolean hasCode(byte[] bytes, int at) {
        int from = at + FORM_2_EDC_AT;
        return !Arrays.equals(bytes, from, from + Edc.LENGTH_BYTES, new byte[Edc.LENGTH_BYTES], 0, Edc.LENGTH_BYTES);
    }

    private static EdcCheck compare(byte[] bytes, int from, int codeAt) {
        int code = Edc.of(bytes, from, codeAt - from);
        for (int i = 0; i < Edc.LENGTH_BYTES; i++) {
            if (bytes[codeAt + i] != (byte) (code >>> 8 * i)) {
                return WRONG;
            }
        }
        return RIGHT;
    }
}
