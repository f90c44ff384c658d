package io.spindle.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerKindTest {
    private static final Map<Transport, Endpoint> ENDPOINTS = Map.of(
            Transport.UNIX,
            Endpoint.unix(Path.of("/t/s")),
            Transport.TCP,
            new Endpoint(new InetSocketAddress("127.0.0.1", 1234), "nbd://127.0.0.1:1234"));

    @Test
    void launches_spindle_isOneProcessWithBothListeners() {
        assertThat(commands(ServerKind.SPINDLE))
                .containsExactly(
                        "/r/spindle serve /t/image.iso --nbd 127.0.0.1:1234 --nbd-socket /t/s --state /t/state");
    }

    @Test
    void launches_nbdkit_isReadOnlyInTheForeground() {
        assertThat(commands(ServerKind.NBDKIT))
                .containsExactly(
                        "nbdkit -f -U /t/s -r file /t/image.iso",
                        "nbdkit -f -i 127.0.0.1 -p 1234 -r file /t/image.iso");
    }

    @Test
    void launches_qemuNbd_letsManyConnect() {
        assertThat(commands(ServerKind.QEMU_NBD))
                .containsExactly(
                        "qemu-nbd -r -t -e 64 -f raw -k /t/s /t/image.iso",
                        "qemu-nbd -r -t -e 64 -f raw -b 127.0.0.1 -p 1234 /t/image.iso");
    }

    private static List<String> commands(ServerKind kind) {
        return kind.launches(Path.of("/r"), Path.of("/t"), Path.of("/t/image.iso"), ENDPOINTS).stream()
                .map(launch -> String.join(" ", launch.command()))
                .toList();
    }
}
