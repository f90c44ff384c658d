package io.spindle.config;

import java.util.List;

/**
 * All that can be configured.
 *
 * @param nbd the NBD server
 * @param library the discs
 * @param cache what reading compressed images takes
 * @param iscsi the iSCSI server
 * @param http the control plane
 * @param drives the drives
 */
public record SpindleConfig(
        NbdConfig nbd,
        LibraryConfig library,
        CacheConfig cache,
        IscsiConfig iscsi,
        HttpConfig http,
        List<DriveConfig> drives) {
    public SpindleConfig {
        drives = List.copyOf(drives);
    }

    /** What an empty file means. */
    public static SpindleConfig defaults() {
        return new SpindleConfig(
                NbdConfig.defaults(),
                LibraryConfig.defaults(),
                CacheConfig.defaults(),
                IscsiConfig.defaults(),
                HttpConfig.defaults(),
                List.of());
    }
}
