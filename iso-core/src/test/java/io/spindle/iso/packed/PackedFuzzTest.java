package io.spindle.iso.packed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spindle.iso.bytes.MemoryByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Packed files of any bytes: they are expanded as far as the limits let them, or refused. */
public final class PackedFuzzTest {
    private static final int MUTATIONS = 300;
    private static final int MAXIMUM_BYTES = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> SEEDS =
            List.of("gzip", "xz", "xz-blocks", "zstd", "zstd-seekable", "bzip2", "cso-1", "cso-2", "zso");

    @FuzzTest(maxDuration = "60s")
    void packed_anyBytes_isExpandedOrRefused(byte[] bytes) {
        expand(bytes);
    }

    @Test
    void packed_mutated_isExpandedOrRefused() throws IOException {
        Random random = new Random(1);
        for (String name : SEEDS) {
            byte[] seed = seed(name);
            assertThat(expand(seed)).as(name).isEqualTo(5000);
            Assertions.assertTimeout(LIMIT, () -> {
                int refused = 0;
                for (int i = 0; i < MUTATIONS; i++) {
                    refused += expand(Mutations.of(seed, random)) < 5000 ? 1 : 0;
                }
                assertThat(refused).as(name).isGreaterThan(MUTATIONS / 10);
            });
        }
    }

    /** How many bytes it expands to before something is wrong, or there are too many. */
    private static long expand(byte[] bytes) {
        Optional<PackedFormat> format = PackedFormat.of(ByteBuffer.wrap(bytes));
        if (format.isEmpty()) {
            return 0;
        }
        MemoryByteSource file = new MemoryByteSource(bytes);
        long read = 0;
        try {
            Optional<Chunks> chunks = format.get().chunks(file, ExpansionLimits.DEFAULT);
            return chunks.isPresent() ? read(new ChunkedByteSource(chunks.get())) : read(format.get(), file);
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
            return read;
        }
    }

    private static long read(ChunkedByteSource source) throws IOException {
        assertThat(source.lengthBytes()).isPositive().isLessThanOrEqualTo(128L << 30);
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(source.lengthBytes(), MAXIMUM_BYTES));
        source.read(0, piece);
        source.read(source.lengthBytes() - 1, ByteBuffer.allocate(1));
        return piece.position();
    }

    private static long read(PackedFormat format, MemoryByteSource file) throws IOException {
        long length = 0;
        byte[] buffer = new byte[10_000];
        try (InputStream in = format.expanded(new SourceStream(file))) {
            int got = in.read(buffer);
            while (got >= 0 && length < MAXIMUM_BYTES) {
                length += got;
                got = in.read(buffer);
            }
        } catch (IOException | RuntimeException e) {
            throw PackedFormat.told(format, e);
        }
        return length;
    }

    private static byte[] seed(String name) throws IOException {
        String path = "PackedFuzzTestInputs/packed_anyBytes_isExpandedOrRefused/" + name;
        try (InputStream in = PackedFuzzTest.class.getResourceAsStream(path)) {
            return in.readAllBytes();
        }
    }
}
