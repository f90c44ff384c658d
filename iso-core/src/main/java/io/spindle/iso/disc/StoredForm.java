package io.spindle.iso.disc;

/** What an image holds of the main channel of each sector of an extent. */
public enum StoredForm {
    /** Nothing: silence, or user data of zeros. */
    NOTHING(0),
    /** The 2048 bytes of user data of Mode 1 or Mode 2 Form 1. */
    USER_DATA(2048),
    /** The 2324 bytes of user data of Mode 2 Form 2. */
    FORM_2_USER_DATA(2324),
    /** All that follows the header of a Mode 2 sector: 2336 bytes. */
    BEHIND_HEADER(2336),
    /** All 2352 bytes. */
    WHOLE(2352),
    /** All 2352 bytes of audio, each sample with its most significant byte first. */
    WHOLE_BIG_ENDIAN(2352);

    private final int lengthBytes;

    StoredForm(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    /** Bytes of each sector. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** True when sectors of a track of that mode can be stored so. */
    public boolean suits(TrackMode mode) {
        return switch (this) {
            case NOTHING, WHOLE -> true;
            case USER_DATA -> mode == TrackMode.MODE1 || mode == TrackMode.MODE2_XA;
            case FORM_2_USER_DATA -> mode == TrackMode.MODE2_XA;
            case BEHIND_HEADER -> mode == TrackMode.MODE2 || mode == TrackMode.MODE2_XA;
            case WHOLE_BIG_ENDIAN -> mode == TrackMode.AUDIO;
        };
    }
}
