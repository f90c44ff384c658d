package io.spindle.config;

import java.util.List;

/**
 * All that can be configured.
 *
 * @param nbd the NBD server
 * @param library the discs
 * @param iscsi the iSCSI server
 * @param http the control plane
 * @param fetch images by URL
 * @param drives the drives
 */
public record SpindleConfig(
        NbdConfig nbd,
        LibraryConfig library,
        IscsiConfig iscsi,
        HttpConfig http,
        FetchConfig fetch,
        List<DriveConfig> drives) {
    public SpindleConfig {
        drives = List.copyOf(drives);
    }

    /** What an empty file means. */
    public static SpindleConfig defaults() {
        return new SpindleConfig(
                NbdConfig.defaults(),
                LibraryConfig.defaults(),
                IscsiConfig.defaults(),
                HttpConfig.defaults(),
                FetchConfig.defaults(),
                List.of());
    }
}
