package io.spindle.iso.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class MemoryByteSourceTest {
    private final ByteSource source = new MemoryByteSource(new byte[] {10, 11, 12, 13});

    @Test
    void read_partOfABuffer_fillsJustThat() throws IOException {
        ByteBuffer out = ByteBuffer.wrap(new byte[] {1, 1, 1, 1, 1}).position(1).limit(3);
        source.read(2, out);
        assertThat(out.array()).containsExactly(1, 12, 13, 1, 1);
        assertThat(out.remaining()).isZero();
        assertThat(out.limit()).isEqualTo(3);
    }

    @Test
    void read_outside_isAFaultOfTheCaller() {
        assertThatThrownBy(() -> ByteSources.read(source, 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void range_always_readsAtOnceAndIsData() throws IOException {
        assertThat(source.readsAtOnce(0, 4)).isTrue();
        assertThat(source.mappedFile()).isEmpty();
        assertThat(source.allocation(1, 2)).containsExactly(new AllocationExtent(1, 2, false));
        assertThat(source.allocation(1, 0)).isEmpty();
    }
}
