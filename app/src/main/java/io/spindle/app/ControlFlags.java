package io.spindle.app;

import io.spindle.config.HostAndPort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The flags of {@code spindle serve} for those who change drives. */
final class ControlFlags {
    @Option(
            names = "--control-socket",
            paramLabel = "PATH",
            description = "Where the commands reach this server. Default: control.sock beside the state.")
    Path socket;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            converter = Converters.Address.class,
            description = {
                "Answer HTTP there: web page, REST and Redfish; repeatable. Default 127.0.0.1:8080.",
                "Other addresses than those of this machine alone need TLS and users in the configuration."
            })
    List<HostAndPort> addresses = new ArrayList<>();

    @Option(names = "--no-http", description = "Answer HTTP on the control socket only.")
    boolean noHttp;
}
