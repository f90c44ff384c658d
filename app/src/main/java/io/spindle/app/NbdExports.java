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

/** Shows QEMU the exports of the NBD server; a Unix socket before TCP, for machines and server are on one host. */
record NbdExports(List<NbdListener> listeners) implements Exports {
    /** QEMU's own default hands every outage to the guest as an error. */
    private static final int RECONNECT_SECONDS = 60;

    @Override
    public void probe(LibraryDisc disc) throws IOException {
        NbdProbe.read(listener(), disc.name());
    }

    @Override
    public ObjectNode nbdOptions(LibraryDisc disc) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.put("driver", "nbd").put("export", disc.name()).put("reconnect-delay", RECONNECT_SECONDS);
        ObjectNode server = options.putObject("server");
        if (listener().address() instanceof ListenAddress.Unix unix) {
            server.put("type", "unix").put("path", unix.path().toAbsolutePath().toString());
        } else if (listener().address() instanceof ListenAddress.Tcp tcp) {
            server.put("type", "inet")
                    .put("host", NbdUri.reachable(tcp.host()))
                    .put("port", Integer.toString(tcp.port()));
        }
        return options;
    }

    private NbdListener listener() {
        return listeners.stream().min(Comparator.comparingInt(NbdExports::cost)).orElseThrow();
    }

    private static int cost(NbdListener listener) {
        int address = listener.address() instanceof ListenAddress.Unix
                ? 0
                : listener.address() instanceof ListenAddress.Tcp ? 1 : 2;
        return listener.tls().isPresent() ? address + 10 : address;
    }
}
