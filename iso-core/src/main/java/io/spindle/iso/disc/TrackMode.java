package io.spindle.iso.disc;

/** How the sectors of a track use their 2352 bytes (ECMA-130, 14; Red Book; CD-ROM XA). */
public enum TrackMode {
    /** 2352 bytes of samples: 588 frames of two signed 16-bit little-endian channels. */
    AUDIO,
    /** 2048 bytes of user data, protected by EDC and ECC. */
    MODE1,
    /** 2336 bytes of user data without sub-header or protection. */
    MODE2,
    /** Mode 2 with sub-headers, which tell of each sector whether it is of Form 1 (2048 bytes) or Form 2 (2324 bytes). */
    MODE2_XA;

    /** True for all that is not audio. */
    public boolean isData() {
        return this != AUDIO;
    }
}
