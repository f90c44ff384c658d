package io.spindle.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternTest {
    @TempDir
    Path folder;

    @Test
    void fill_twoWords_areTheMultiplesOfTheConstant() {
        ByteBuffer words = ByteBuffer.allocate(16);

        Pattern.fill(words, 0);

        assertThat(words.getLong(0)).isEqualTo(0x9E3779B97F4A7C15L);
        assertThat(words.getLong(8)).isEqualTo(0x3C6EF372FE94F82AL);
    }

    @Test
    void firstDifference_cutAnywhere_seesNone() {
        ByteBuffer whole = ByteBuffer.allocate(32);
        Pattern.fill(whole, 4096);

        for (int from = 0; from < 32; from++) {
            for (int to = from; to <= 32; to++) {
                assertThat(Pattern.firstDifference(whole.position(from), to - from, 4096 + from))
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void firstDifference_oneByteWrong_givesItsOffset() {
        ByteBuffer whole = ByteBuffer.allocate(32);
        Pattern.fill(whole, 4096);
        whole.put(13, (byte) ~whole.get(13));

        assertThat(Pattern.firstDifference(whole.position(3), 29, 4099)).isEqualTo(4109);
    }

    @Test
    void image_create_holdsThePatternThroughout() throws Exception {
        Path image = folder.resolve("image");

        PatternImage.create(image, 2 << 20);

        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(image));
        assertThat(content.remaining()).isEqualTo(2_097_152);
        assertThat(Pattern.firstDifference(content, 2_097_152, 0)).isEqualTo(-1);
    }
}
