package io.spindle.iso.chd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.packed.Mutations;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** CHD files of any bytes: their hunks are read, or refused. */
final class ChdFuzzTest {
    private static final int MUTATIONS = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> SEEDS = List.of("data-cdzl", "data-cdlz", "audio-cdfl");

    @FuzzTest(maxDuration = "60s")
    void chd_anyBytes_isReadOrRefused(byte[] bytes) {
        read(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void flac_anyBytes_isReadOrRefused(byte[] bytes) {
        flac(bytes);
    }

    @Test
    void chds_mutated_areReadOrRefused() throws IOException {
        Random random = new Random(1);
        for (String name : SEEDS) {
            byte[] seed = seed("chd_anyBytes_isReadOrRefused/" + name);
            assertThat(read(seed)).as(name).isTrue();
            Assertions.assertTimeout(LIMIT, () -> {
                int refused = 0;
                for (int i = 0; i < MUTATIONS; i++) {
                    refused += read(Mutations.of(seed, random)) ? 0 : 1;
                }
                assertThat(refused).as(name).isGreaterThan(MUTATIONS / 10);
            });
        }
    }

    @Test
    void flacs_mutated_areReadOrRefused() throws IOException {
        byte[] seed = seed("flac_anyBytes_isReadOrRefused/tone");
        Random random = new Random(2);
        assertThat(flac(seed)).isTrue();
        for (int i = 0; i < 3000; i++) {
            flac(Mutations.of(seed, random));
        }
    }

    private static boolean read(byte[] bytes) {
        try {
            ChdFile chd = ChdFile.open(new MemoryByteSource(bytes));
            long hunks = chd.hunks().chunkAt(chd.hunks().lengthBytes() - 1) + 1;
            byte[] hunk = new byte[chd.hunks().lengthBytes(0)];
            for (long i = 0; i < hunks; i += Math.max(1, hunks / 20)) {
                chd.hunks().expand(i, hunk, 0);
            }
            return true;
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
            return false;
        }
    }

    private static boolean flac(byte[] bytes) {
        try {
            FlacFrames.decode(bytes, new byte[8 * 2352]);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] seed(String name) throws IOException {
        try (InputStream in = ChdFuzzTest.class.getResourceAsStream("ChdFuzzTestInputs/" + name)) {
            return in.readAllBytes();
        }
    }
}
