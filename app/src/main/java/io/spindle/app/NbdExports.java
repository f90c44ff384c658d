package io.spindle.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.qemu.Exports;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Shows QEMU the exports of the NBD server: by a Unix socket before TCP, for machines and server are on one host; with TLS by
 * TCP before a Unix socket, over which QEMU cannot speak it before 7.0.
 */
record NbdExports(List<NbdListener> listeners) implements Exports {
    /** QEMU's own default hands every outage to the guest as an error. */
    private static final int RECONNECT_SECONDS = 60;

    @Override
    public Optional<String> fault(boolean withCertificates) {
        if (listener().tls().isPresent() == withCertificates) {
            return Optional.empty();
        }
        return Optional.of(
                withCertificates
                        ? "the drive has tls-certificates, but the NBD server has no TLS"
                        : "the NBD server demands TLS: give the drive tls-certificates, a folder with ca-cert.pem");
    }

    @Override
    public void probe(LibraryDisc disc) throws IOException {
        NbdProbe.read(listener(), disc.name());
    }

    @Override
    public ObjectNode nbdOptions(LibraryDisc disc) {
        NbdListener listener = listener();
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.put("driver", "nbd").put("export", disc.name()).put("reconnect-delay", RECONNECT_SECONDS);
        ObjectNode server = options.putObject("server");
        if (listener.address() instanceof ListenAddress.Unix unix) {
            server.put("type", "unix").put("path", unix.path().toAbsolutePath().toString());
        } else if (listener.address() instanceof ListenAddress.Tcp tcp) {
            server.put("type", "inet")
                    .put("host", NbdUri.reachable(tcp.host()))
                    .put("port", Integer.toString(tcp.port()));
        }
        ServerName.of(listener).ifPresent(name -> options.put("tls-hostname", name));
        return options;
    }

    private NbdListener listener() {
        return listeners.stream().min(Comparator.comparingInt(NbdExports::cost)).orElseThrow();
    }

    private static int cost(NbdListener listener) {
        if (listener.address() instanceof ListenAddress.Unix) {
            return listener.tls().isPresent() ? 1 : 0;
        }
        boolean known = listener.address() instanceof ListenAddress.Tcp;
        return known ? listener.tls().isPresent() ? 0 : 1 : 2;
    }
}
