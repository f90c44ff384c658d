package io.spindle.config;

import java.util.List;

/**
 * All that can be configured.
 *
 * @param nbd the NBD server
 * @param library the discs
 * @param iscsi the iSCSI server
 * @param http the control plane
 * @param drives the drives
 * @param verification what discs must have been verified as
 * @param scan who looks for malware on them
 */
public record SpindleConfig(
        NbdConfig nbd,
        LibraryConfig library,
        IscsiConfig iscsi,
        HttpConfig http,
        List<DriveConfig> drives,
        VerificationConfig verification,
        ScanConfig scan) {
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
                List.of(),
                VerificationConfig.defaults(),
                ScanConfig.defaults());
    }
}
