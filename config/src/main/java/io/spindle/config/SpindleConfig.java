package io.spindle.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that can be configured.
 *
 * @param nbd the NBD server
 * @param library the discs
 * @param cache what reading compressed images takes
 * @param folders folders that are served as discs, by the names of the discs
 * @param iscsi the iSCSI server
 * @param http the control plane
 * @param fetch images by URL
 * @param drives the drives
 * @param verification what discs must have been verified as
 * @param scan who looks for malware on them
 */
public record SpindleConfig(
        NbdConfig nbd,
        LibraryConfig library,
        CacheConfig cache,
        Map<String, Path> folders,
        IscsiConfig iscsi,
        HttpConfig http,
        FetchConfig fetch,
        List<DriveConfig> drives,
        VerificationConfig verification,
        ScanConfig scan) {
    public SpindleConfig {
        folders = Collections.unmodifiableMap(new LinkedHashMap<>(folders));
        drives = List.copyOf(drives);
    }

    /** What an empty file means. */
    public static SpindleConfig defaults() {
        return new SpindleConfig(
                NbdConfig.defaults(),
                LibraryConfig.defaults(),
                CacheConfig.defaults(),
                Map.of(),
                IscsiConfig.defaults(),
                HttpConfig.defaults(),
                FetchConfig.defaults(),
                List.of(),
                VerificationConfig.defaults(),
                ScanConfig.defaults());
    }
}
