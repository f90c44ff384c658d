package io.spindle.iso.disc;

/** What the control field of a track says beside data or audio (MMC-6, 4.2.3.3). */
public enum TrackFlag {
    PRE_EMPHASIS,
    DIGITAL_COPY_PERMITTED,
    FOUR_CHANNELS
}
