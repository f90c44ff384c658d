package io.spindle.control.drive;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The machine behind a drive, as far as it can be switched. What is asked of it is done in the order in which it was asked,
 * and ends with an {@link java.io.IOException} when the machine is not there or refuses.
 */
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

    /** What a machine boots by; the names are those of Redfish's {@code BootSourceOverrideMode}. */
    enum BootMode {
        UEFI("UEFI"),
        /** A BIOS. */
        LEGACY("Legacy");

        private final String word;

        BootMode(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    CompletableFuture<Void> reset(Reset reset);

    /** Puts the disc before all else that it boots from, or, by {@link BootOverride#DISABLED}, back to its own place. */
    CompletableFuture<Void> bootFromDisc(BootOverride override);

    /** Whether it boots from the disc first because somebody asked for it; from memory. */
    BootOverride bootOverride();

    /** What it boots by, where that can be told; from memory. */
    Optional<BootMode> bootMode();
}
