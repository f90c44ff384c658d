package io.spindle.iso.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.synthetic.PatternByteSource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConcatenatedByteSourceTest {
    private final ByteSource joined = new ConcatenatedByteSource(List.of(
            new MemoryByteSource(new byte[] {1, 2, 3}),
            new MemoryByteSource(new byte[0]),
            new MemoryByteSource(new byte[] {4}),
            new MemoryByteSource(new byte[] {5, 6})));

    @Test
    void ranges_allOfThem_areThoseOfTheParts() throws IOException {
        byte[] all = {1, 2, 3, 4, 5, 6};
        assertThat(joined.lengthBytes()).isEqualTo(6);
        for (int from = 0; from <= 6; from++) {
            for (int to = from; to <= 6; to++) {
                assertThat(ByteSources.read(joined, from, to - from))
                        .isEqualTo(java.util.Arrays.copyOfRange(all, from, to));
                assertThat(joined.readsAtOnce(from, to - from)).isTrue();
                joined.preload(from, to - from);
            }
        }
    }

    @Test
    void rangeBeyondTheEnd_isAFaultOfTheCaller() {
        assertThatThrownBy(() -> ByteSources.read(joined, 6, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void partThatWaits_isToldOnlyWhereItIsRead() {
        ByteSource slow = new ByteSource() {
            @Override
            public long lengthBytes() {
                return 10;
            }

            @Override
            public void read(long offsetBytes, java.nio.ByteBuffer destination) {
                destination.position(destination.limit());
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
        ByteSource mixed = new ConcatenatedByteSource(List.of(new PatternByteSource(10), slow));
        assertThat(mixed.readsAtOnce(0, 10)).isTrue();
        assertThat(mixed.readsAtOnce(0, 11)).isFalse();
        assertThat(mixed.readsAtOnce(10, 10)).isFalse();
    }
}
