package io.spindle.iscsi.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.255, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "10.1.2.128/25, 10.1.2.127, false",
        "0.0.0.0/0, 192.168.1.1, true",
        "fe80::/10, fe80::1, true",
        "fe80::/10, fec0::1, false",
        "::1, ::1, true",
        "::/0, 127.0.0.1, false",
    })
    void address_inANetworkOrNot(String network, String address, boolean inside) throws UnknownHostException {
        assertThat(Network.parse(network).orElseThrow().contains(InetAddress.getByName(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.1.0.0/33",
                "fe80::/129",
                "10.1.0.0/",
                "10.1.0.0/-1",
                "10.1.0",
                "999.1.1.1",
                "a.b.c.d"
            })
    void text_thatIsNoNetwork_isNone(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }
}
