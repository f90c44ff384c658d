package io.spindle.app;

import io.spindle.config.FetchConfig;
import io.spindle.config.HostAndPort;
import io.spindle.config.HttpConfig;
import io.spindle.config.SpindleConfig;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.fetch.FetchRules;
import io.spindle.control.http.HttpListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the control plane is to do: flags win over the file, the file over the defaults.
 *
 * @param state the folder in which drives are remembered
 * @param socket the control socket
 * @param socketAsked whether somebody chose that; else the server does without when it cannot be had
 * @param listeners addresses that answer HTTP
 * @param listenersAsked whether somebody chose those
 * @param fetch what may be fetched from elsewhere
 * @param drives the drives of the configuration
 */
record ControlSettings(
        Path state,
        Path socket,
        boolean socketAsked,
        List<HttpListener> listeners,
        boolean listenersAsked,
        FetchRules fetch,
        List<DriveSpec> drives) {
    private static final HostAndPort DEFAULT_ADDRESS = new HostAndPort("127.0.0.1", 8080);

    static ControlSettings of(ControlFlags flags, IscsiFlags iscsi, SpindleConfig file, Path state) {
        HttpConfig http = file.http();
        Optional<Path> socket = Optional.ofNullable(flags.socket).or(http::socket);
        List<HostAndPort> addresses = flags.addresses.isEmpty() ? http.listen() : flags.addresses;
        List<HostAndPort> used = addresses.isEmpty() ? List.of(DEFAULT_ADDRESS) : addresses;
        return new ControlSettings(
                state,
                socket.orElse(ControlSocket.inFolder(state)),
                socket.isPresent(),
                flags.noHttp
                        ? List.of()
                        : used.stream().map(it -> listener(it, http)).toList(),
                !addresses.isEmpty(),
                fetch(file.fetch()),
                IscsiSettings.withFlags(
                        file.drives().stream().map(ControlSettings::drive).toList(), iscsi));
    }

    private static FetchRules fetch(FetchConfig fetch) {
        return new FetchRules(
                fetch.allow(), fetch.networks(), fetch.largest().bytes(), fetch.timeLimit(), fetch.certificates());
    }

    private static HttpListener listener(HostAndPort address, HttpConfig http) {
        return new HttpListener(
                address.host(), address.port(), http.certificates(), http.users(), http.tokens(), http.names());
    }

    private static DriveSpec drive(io.spindle.config.DriveConfig drive) {
        return drive.qmp().isPresent()
                ? new DriveSpec.Qemu(
                        drive.name(),
                        drive.discs(),
                        drive.stack(),
                        drive.qmp().get(),
                        drive.device(),
                        drive.tlsCertificates().map(Path::toString))
                : new DriveSpec.Emulated(drive.name(), drive.discs(), drive.stack());
    }
}
