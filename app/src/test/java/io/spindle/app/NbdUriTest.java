package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.nbd.NbdListener;
import io.spindle.nbd.TlsSettings;
import io.spindle.transport.ListenAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class NbdUriTest {
    @Test
    void tcp_namesAreEncoded_andAddressesBracketed() {
        assertThat(tcp("127.0.0.1", "linux/a b.iso")).isEqualTo("nbd://127.0.0.1:10809/linux/a%20b.iso");
        assertThat(tcp("::1", "100%?#ö")).isEqualTo("nbd://[::1]:10809/100%25%3F%23%C3%B6");
    }

    @Test
    void allAddresses_areReachedAtTheLoopback() {
        assertThat(tcp("0.0.0.0", "a")).isEqualTo("nbd://127.0.0.1:10809/a");
        assertThat(tcp("::", "a")).isEqualTo("nbd://[::1]:10809/a");
    }

    @Test
    void unixAndTls_haveTheirSchemes() {
        ListenAddress socket = new ListenAddress.Unix(Path.of("/run/a b&c.sock"));
        Optional<TlsSettings> tls = Optional.of(new TlsSettings(Path.of("/pki"), false));
        assertThat(NbdUri.of(new NbdListener(socket, Optional.empty()), "x.iso"))
                .isEqualTo("nbd+unix:///x.iso?socket=/run/a%20b%26c.sock");
        assertThat(NbdUri.of(new NbdListener(socket, tls), "")).isEqualTo("nbds+unix:///?socket=/run/a%20b%26c.sock");
        assertThat(NbdUri.of(new NbdListener(new ListenAddress.Tcp("host", 1), tls), "x"))
                .isEqualTo("nbds://host:1/x");
    }

    private static String tcp(String host, String name) {
        return NbdUri.of(new NbdListener(new ListenAddress.Tcp(host, 10809), Optional.empty()), name);
    }
}
