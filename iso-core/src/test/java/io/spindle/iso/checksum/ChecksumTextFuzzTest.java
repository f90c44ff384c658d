package io.spindle.iso.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Files of checksums of any bytes: what they tell is well-formed. */
final class ChecksumTextFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (ChecksumLine line : ChecksumText.read(text, "SHA256SUMS")) {
            assertThat(line.digest())
                    .matches("[0-9a-f]+")
                    .hasSize(2 * line.algorithm().lengthBytes());
            assertThat(line.name().orElse("")).doesNotContain("/");
        }
    }
}
