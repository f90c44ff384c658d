package io.spindle.control.drive;

import java.io.IOException;

/** The machine behind a drive, as far as it can be switched. All calls wait for the machine. */
public interface Machine {
    /** What can be done to its power; the names are those of Redfish's {@code ResetType}. */
    enum Reset {
        /** Goes on when it was paused, as a machine that was started with {@code -S}. */
        ON("On"),
        FORCE_OFF("ForceOff"),
        GRACEFUL_SHUTDOWN("GracefulShutdown"),
        FORCE_RESTART("ForceRestart");

        private final String word;

        Reset(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    void reset(Reset reset) throws IOException;

    /** From what it boots: the disc first, or the hard disk first, as {@code -boot order} says; for BIOS machines. */
    void bootFrom(boolean disc) throws IOException;
}
