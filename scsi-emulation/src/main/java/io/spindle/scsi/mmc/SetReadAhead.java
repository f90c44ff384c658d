package io.spindle.scsi.mmc;

import io.spindle.scsi.CommandOutcome;

/** SET READ AHEAD (MMC-6, 6.38): where to read next. A hint, and nothing here depends on it. */
public final class SetReadAhead {
    private SetReadAhead() {}

    /** Takes note. */
    public static CommandOutcome answer() {
        return CommandOutcome.good();
    }
}
