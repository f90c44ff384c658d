package io.spindle.iso.disc;

/** How the sectors of a track use their 2352 bytes (ECMA-130, 14). */
public enum TrackMode {
    /** 2048 bytes of user data, protected by EDC and ECC. */
    MODE1
}
