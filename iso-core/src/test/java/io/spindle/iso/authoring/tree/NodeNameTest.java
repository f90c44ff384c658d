package io.spindle.iso.authoring.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names are in the order of their bytes, whatever characters they have. */
final class NodeNameTest {
    @Test
    void order_isThatOfBytes() {
        List<String> names = List.of(
                "",
                "a",
                "ab",
                "b",
                "é",
                "z\uD834\uDD1E",
                "z\uFFFC",
                "z\uE000",
                "z\uD7FF",
                "\uD834\uDD1E",
                "\uD834\uDD1F");
        for (String one : names) {
            for (String other : names) {
                assertThat(Integer.signum(NodeName.compare(NodeName.of(one), NodeName.of(other))))
                        .as(one + " and " + other)
                        .isEqualTo(Integer.signum(Arrays.compareUnsigned(
                                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8))));
            }
        }
    }
}
