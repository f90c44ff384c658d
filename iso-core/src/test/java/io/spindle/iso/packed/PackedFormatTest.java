package io.spindle.iso.packed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PackedFormatTest {
    @ParameterizedTest
    @CsvSource({
        "1f8b0800, GZIP",
        "1f8b08ff, ",
        "1f8b07, ",
        "fd377a585a000004, XZ",
        "fd377a585a, ",
        "28b52ffd04, ZSTD",
        "5e2a4d18000000000000, ZSTD",
        "502a4d180400000061626364, ZSTD",
        "402a4d180400000061626364, ",
        "425a6839314159265359, BZIP2",
        "425a6839177245385090, BZIP2",
        "425a6830314159265359, ",
        "425a6839314159265358, ",
        "4349534f, CSO",
        "5a49534f, ZSO",
        "434953, ",
        "00, "
    })
    void head_tellsTheFormat(String head, String format) {
        assertThat(PackedFormat.of(ByteBuffer.wrap(HexFormat.of().parseHex(head)))
                        .map(Enum::name)
                        .orElse(null))
                .isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({"'', ", "CD001, "})
    void otherHeads_areNotPacked(String head, String format) {
        assertThat(PackedFormat.of(ByteBuffer.wrap(head.getBytes(ISO_8859_1)))).isEmpty();
    }
}
