package io.spindle.scsi.mode;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The mode pages, in order: what each holds when the drive is new, and which bits of it can be changed. */
enum ModePage {
    /** Five retries; TB, RC, PER, DTE, DCR and the retries can be changed. */
    READ_WRITE_ERROR_RECOVERY(
            "01 0A 00 05 00 00 00 00 00 00 00 00", //
            "00 00 37 FF 00 00 00 00 00 00 00 00"),
    /** Data tracks of Mode 1, for a drive that writes none. */
    WRITE_PARAMETERS("05 32 00 04 08 00 00 00 00 00 00 00 00 00 00 10" + " 00".repeat(36), " 00".repeat(52)),
    /** Reads are cached, there are no writes; RCD can be changed. */
    CACHING(
            "08 0A 00 00 00 00 00 00 00 00 00 00", //
            "00 00 01 00 00 00 00 00 00 00 00 00"),
    /** GLTSD; commands are done in any order. */
    CONTROL(
            "0A 0A 02 10 00 00 00 00 00 00 00 00", //
            "00 00 00 00 00 00 00 00 00 00 00 00"),
    /** 60 seconds a minute, 75 frames a second; the inactivity time can be changed. */
    CD_DEVICE_PARAMETERS(
            "0D 06 00 00 00 3C 00 4B", //
            "00 00 00 0F 00 00 00 00"),
    /** Port 0 left, port 1 right, full volume; SOTC and all ports can be changed. */
    CD_AUDIO_CONTROL(
            "0E 0E 04 00 00 00 00 00 01 FF 02 FF 00 00 00 00", //
            "00 00 02 00 00 00 00 00 0F FF 0F FF 0F FF 0F FF"),
    /** No timers. */
    POWER_CONDITION(
            "1A 0A 00 00 00 00 00 00 00 00 00 00", //
            "00 00 00 00 00 00 00 00 00 00 00 00"),
    /** DEXCPT: nothing is reported. */
    INFORMATIONAL_EXCEPTIONS_CONTROL(
            "1C 0A 08 00 00 00 00 00 00 00 00 00", //
            "00 00 00 00 00 00 00 00 00 00 00 00"),
    /** Time-outs of at least 10 and 60 seconds. */
    TIMEOUT_AND_PROTECT(
            "1D 08 00 00 00 00 00 0A 00 3C", //
            "00 00 00 00 00 00 00 00 00 00"),
    /**
     * Reads CD-R, CD-RW, DVD-ROM, DVD-R, DVD-RAM; plays audio, Mode 2 Forms 1 and 2, multi-session; CD-DA stream
     * accurate, R-W, C2, ISRC, MCN; tray, eject, lock; separate volumes and mutes, 256 levels; a buffer of 2048 KiB; 48
     * times the speed of audio.
     */
    MM_CAPABILITIES(
            "2A 1E 3F 00 71 7F 29 03 21 13 01 00 08 00 21 13 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00",
            " 00".repeat(32));

    private final byte[] defaults;
    private final byte[] changeable;

    ModePage(String defaults, String changeable) {
        this.defaults = HexFormat.of().parseHex(defaults.replace(" ", ""));
        this.changeable = HexFormat.of().parseHex(changeable.replace(" ", ""));
        // The mask has the header of the page, so that it can be sent as it is.
        this.changeable[0] = this.defaults[0];
        this.changeable[1] = this.defaults[1];
    }

    static Optional<ModePage> of(int code) {
        return Arrays.stream(values()).filter(it -> it.code() == code).findFirst();
    }

    int code() {
        return defaults[0];
    }

    int lengthBytes() {
        return defaults.length;
    }

    byte[] defaults() {
        return defaults.clone();
    }

    byte[] changeable() {
        return changeable.clone();
    }

    /** The bits of that byte that tell how the drive is at the moment: what an initiator puts there does not count. */
    private int status(int at) {
        return this == MM_CAPABILITIES ? DriveCondition.bits(at) : 0;
    }

    /** The first byte, from the third on, in which two versions differ where nothing can be changed. */
    Optional<Integer> firstUnchangeable(byte[] before, byte[] after) {
        for (int at = 2; at < defaults.length; at++) {
            if (((before[at] ^ after[at]) & ~(changeable[at] | status(at))) != 0) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
