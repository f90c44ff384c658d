package io.spindle.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostAndPortTest {
    @Test
    void addresses_parsed_splitAtTheLastColon() {
        assertThat(HostAndPort.parse("127.0.0.1:10809")).contains(new HostAndPort("127.0.0.1", 10809));
        assertThat(HostAndPort.parse("localhost:0")).contains(new HostAndPort("localhost", 0));
        assertThat(HostAndPort.parse("[::1]:65535")).contains(new HostAndPort("::1", 65535));
        assertThat(HostAndPort.parse("[fe80::1%eth0]:1")).contains(new HostAndPort("fe80::1%eth0", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:10809", "localhost:0", "[::1]:65535"})
    void addresses_asText_areWrittenAsTheyWereRead(String text) {
        assertThat(HostAndPort.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "localhost",
                ":1",
                "a:",
                "a:x",
                "a:65536",
                "a:999999",
                "::1:10809",
                "[]:1",
                "[a",
                "a b:1"
            })
    void otherText_parsed_isRefused(String text) {
        assertThat(HostAndPort.parse(text)).isEmpty();
    }
}
