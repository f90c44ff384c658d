package io.spindle.control.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportNameTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "nbd://127.0.0.1:10809/alpha.iso, alpha.iso",
                "nbd://[::1]:10809/a, a",
                "nbd://127.0.0.1:10809/per%41cent.iso, per%41cent.iso",
                "nbd://127.0.0.1:10809/ha#sh.iso, ha#sh.iso",
                "nbd://127.0.0.1:10809/que?stion.iso, que?stion.iso",
                "nbd://127.0.0.1:10809/a?socket=b, a?socket=b",
                "nbd://127.0.0.1:10809/sub/a.iso, sub/a.iso",
                "nbd+unix:///per%41?cent#.iso?socket=/run/x.sock, per%41?cent#.iso",
                "nbd+unix:///a?socket=b?socket=/run/x.sock, a?socket=b",
                "nbd://127.0.0.1:10809/a b.iso, a b.iso",
                "nbd+unix:///alpha.iso?socket=/run/x.sock, alpha.iso",
                "nbd+unix:///a b?socket=/run/x.sock, a b",
                "nbd:127.0.0.1:10809:exportname=beta, beta",
                "\"json:{\"\"driver\"\":\"\"nbd\"\",\"\"export\"\":\"\"x.iso\"\"}\", x.iso",
                "\"json:{\"\"driver\"\":\"\"raw\"\",\"\"file\"\":{\"\"driver\"\":\"\"nbd\"\",\"\"export\"\":\"\"y\"\"}}\", y",
                "/srv/local.iso, ",
                "json:{, "
            })
    void of_fileNameAsQemuWritesIt_isTheExport(String fileName, String export) {
        assertThat(ExportName.of(fileName).orElse(null)).isEqualTo(export);
    }
}
