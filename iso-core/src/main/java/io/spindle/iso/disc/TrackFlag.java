package io.spindle.iso.disc;

import java.util.EnumSet;
import java.util.Set;

/** What the control field of a track says beside data or audio (MMC-6, 4.2.3.3). */
public enum TrackFlag {
    PRE_EMPHASIS,
    DIGITAL_COPY_PERMITTED,
    FOUR_CHANNELS;

    /** What a control field of four bits says; of a data track, only whether it may be copied. */
    public static Set<TrackFlag> ofControl(int control) {
        Set<TrackFlag> flags = EnumSet.noneOf(TrackFlag.class);
        boolean audio = (control & 4) == 0;
        if ((control & 2) != 0) {
            flags.add(DIGITAL_COPY_PERMITTED);
        }
        if (audio && (control & 1) != 0) {
            flags.add(PRE_EMPHASIS);
        }
        if (audio && (control & 8) != 0) {
            flags.add(FOUR_CHANNELS);
        }
        return flags;
    }
}
