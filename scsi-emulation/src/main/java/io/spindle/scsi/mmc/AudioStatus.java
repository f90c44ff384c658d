package io.spindle.scsi.mmc;

/** What the audio player does, as READ SUB-CHANNEL tells it (MMC-6, table "Audio Status Codes"). */
public enum AudioStatus {
    PLAYING(0x11),
    PAUSED(0x12),
    COMPLETED(0x13),
    STOPPED_BY_ERROR(0x14),
    NONE(0x15);

    private final int code;

    AudioStatus(int code) {
        this.code = code;
    }

    /** The code, 8 bits. */
    public int code() {
        return code;
    }
}
