package io.spindle.config;

/**
 * All that can be configured.
 *
 * @param nbd the NBD server
 * @param library the discs
 */
public record SpindleConfig(NbdConfig nbd, LibraryConfig library) {
    /** What an empty file means. */
    public static SpindleConfig defaults() {
        return new SpindleConfig(NbdConfig.defaults(), LibraryConfig.defaults());
    }
}
