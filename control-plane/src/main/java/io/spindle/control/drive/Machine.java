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

    /** How long the order in which a machine boots is another one; the names are those of Redfish. */
    enum BootOverride {
        DISABLED("Disabled"),
        /** For the next boot only. */
        ONCE("Once"),
        CONTINUOUS("Continuous");

        private final String word;

        BootOverride(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    void reset(Reset reset) throws IOException;

    /**
     * From what it boots: the disc first, or the hard disk first where that is {@link BootOverride#DISABLED}; for BIOS
     * machines.
     */
    void bootFromDisc(BootOverride override) throws IOException;

    /** Whether it boots from the disc first because somebody asked for it; from memory. */
    BootOverride bootOverride();
}
