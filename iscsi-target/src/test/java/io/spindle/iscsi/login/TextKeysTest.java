package io.spindle.iscsi.login;

import static io.spindle.iscsi.Bytes.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iscsi.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TextKeysTest {
    @Test
    void pairs_areReadInOrder() {
        assertThat(TextKeys.parse(ascii("B=1\0A=x=y\0C=\0")))
                .contains(List.of(new KeyValue("B", "1"), new KeyValue("A", "x=y"), new KeyValue("C", "")));
        assertThat(TextKeys.parse(ascii(""))).contains(List.of());
        assertThat(TextKeys.parse(ascii("A=1\0\0\0"))).contains(List.of(new KeyValue("A", "1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\0", "=1\0", "A=1\0A=2\0", "A=1\0B"})
    void text_thatIsNone_isRefused(String text) {
        assertThat(TextKeys.parse(ascii(text))).isEmpty();
    }

    @Test
    void key_longerThan63Characters_isRefused() {
        assertThat(TextKeys.parse(ascii("K".repeat(63) + "=1\0"))).isPresent();
        assertThat(TextKeys.parse(ascii("K".repeat(64) + "=1\0"))).isEmpty();
    }

    @Test
    void bytes_thatAreNoUtf8_areRefused() {
        assertThat(TextKeys.parse(ByteBuffer.wrap(Bytes.hex("41 3D FF FE 00")))).isEmpty();
    }

    @Test
    void format_endsEachPairWithAZero() {
        assertThat(TextKeys.format(List.of(new KeyValue("A", "1"), new KeyValue("B", ""))))
                .isEqualTo(ascii("A=1\0B=\0"));
    }

    @Test
    void accumulator_pairAcrossPieces_isOne() {
        TextAccumulator text = new TextAccumulator(8);
        assertThat(text.add(ascii("AB"))).isTrue();
        assertThat(text.add(ascii("C=1\0"))).isTrue();
        assertThat(text.add(ascii("123"))).isFalse();
        assertThat(text.take()).isEqualTo(ascii("ABC=1\0"));
        assertThat(text.take().hasRemaining()).isFalse();
    }
}
