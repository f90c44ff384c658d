package io.spindle.control.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageUrlTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://a.example/x.iso                | http  | a.example | 80   | /x.iso
            HTTPS://A.Example:8443/d/x%20y.iso?t=1 | https | a.example | 8443 | /d/x y.iso
            http://[2001:DB8::1]:81/x             | http  | 2001:db8::1 | 81 | /x
            https://a.example                     | https | a.example | 443  | /
            file:///srv/isos/x.iso                | file  | ''        | 0    | /srv/isos/x.iso
            file://localhost/srv/x.iso            | file  | ''        | 0    | /srv/x.iso
            """)
    void url_thatIsClear_isRead(String text, String scheme, String host, int port, String path) throws FetchFault {
        ImageUrl url = ImageUrl.parse(text);

        assertThat(url.scheme()).isEqualTo(scheme);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.iso",
                "//a.example/x",
                "ftp://a.example/x",
                "gopher://a.example/x",
                "jar:http://a.example/x",
                "http:/a.example/x",
                "http:a.example",
                "http://",
                "http:///x",
                "http://user@a.example/x",
                "http://user:secret@a.example/x",
                "http://a.example@127.0.0.1/x",
                "http://a.example:80@127.0.0.1/x",
                "http://a.example%40127.0.0.1/x",
                "http://a.example\\@127.0.0.1/x",
                "http://a.example:0/x",
                "http://a.example:65536/x",
                "http://a.example:/x",
                "http://a.example:80:80/x",
                "http://a.example/x#y",
                "http://a.example/../x",
                "http://a.example/d/./x",
                "http://a.example/%2e%2e/x",
                "http://a.example/d/.%2E/x",
                "http://a.example/d%2f..%2fx",
                "http://a.example/d%5cx",
                "http://a.example/d\\x",
                "http://a.example/%00",
                "http://a.example/%0d%0aHost:%20b",
                "http://a.example/x y",
                "http://a.example/x\r\nHost: b",
                "http://a.example/%",
                "http://a.example/%4",
                "http://a.example/%zz",
                "http://a.example/%ff",
                "http://\u0430.example/x",
                "http://a.example/\u0430",
                "http://[::1/x",
                "http://::1/x",
                "file:/etc/passwd",
                "file://etc/passwd",
                "file://other.example/etc/passwd",
                "file:///srv/isos/../../etc/passwd",
                "file:///srv/isos/%2e%2e/%2e%2e/etc/passwd",
                "file:///srv/isos/x.iso?y"
            })
    void url_thatCouldBeTakenForAnother_isRefused(String text) {
        assertThatThrownBy(() -> ImageUrl.parse(text))
                .isInstanceOf(FetchFault.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void url_tooLong_isRefused() {
        assertThatThrownBy(() -> ImageUrl.parse("http://a.example/" + "x".repeat(4096)))
                .hasMessageContaining("4096");
    }

    @Test
    void text_tellsNoQuery() throws FetchFault {
        assertThat(ImageUrl.parse("https://a.example:444/x.iso?signature=secret"))
                .hasToString("https://a.example:444/x.iso");
    }
}
