package io.spindle.control.http;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/** What needs no log-in where all else does. */
final class OpenPaths {
    /** DSP0266 13.3.2 and 13.3.4: the service root, the metadata, and the log-in itself. */
    private static final Set<String> READ = Set.of(
            "/redfish",
            "/redfish/",
            "/redfish/v1",
            "/redfish/v1/",
            "/redfish/v1/$metadata",
            "/redfish/v1/odata",
            "/livez",
            "/readyz");

    private static final Set<String> WRITTEN =
            Set.of("/redfish/v1/SessionService/Sessions", "/redfish/v1/SessionService/Sessions/Members");

    private OpenPaths() {}

    static boolean isOpen(HttpMethod method, String path) {
        return method == HttpMethod.POST
                ? WRITTEN.contains(path)
                : (method == HttpMethod.GET || method == HttpMethod.HEAD) && READ.contains(path);
    }
}
