package io.spindle.iso.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class PatternByteSourceTest {
    /** 8 GiB: 4194304 sectors. */
    private final PatternByteSource pattern = new PatternByteSource(8_589_934_592L);

    @Test
    void read_firstSecondAndLastSector_holdTheirNumbers() throws IOException {
        assertThat(hex(0, 2048)).isEqualTo("0000000000000000".repeat(256));
        assertThat(hex(2048, 2048)).isEqualTo("0000000000000001".repeat(256));
        assertThat(hex(8_589_932_544L, 2048)).isEqualTo("00000000003FFFFF".repeat(256));
    }

    @Test
    void read_acrossASectorEdgeUnaligned_changesNumberThere() throws IOException {
        assertThat(hex(2048 * 0x010203L - 3, 14)).isEqualTo("010202" + "0000000000010203" + "000000");
        assertThat(hex(2048 * 0x010203L + 5, 2)).isEqualTo("0102");
    }

    @Test
    void read_littleEndianBuffer_givesTheSameBytes() {
        ByteBuffer out = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
        pattern.read(2048 * 0x0A0BL, out);
        assertThat(out.array()).containsExactly(0, 0, 0, 0, 0, 0, 0x0A, 0x0B, 0);
    }

    @Test
    void length_notAMultipleOfASector_endsThere() throws IOException {
        PatternByteSource odd = new PatternByteSource(2051);
        assertThat(ByteSources.read(odd, 2047, 4)).containsExactly(0, 0, 0, 0);
        assertThatThrownBy(() -> ByteSources.read(odd, 2047, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new PatternByteSource(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void range_anywhere_readsAtOnce() {
        assertThat(pattern.readsAtOnce(0, 8_589_934_592L)).isTrue();
    }

    private String hex(long offsetBytes, int lengthBytes) throws IOException {
        return HexFormat.of().withUpperCase().formatHex(ByteSources.read(pattern, offsetBytes, lengthBytes));
    }
}
