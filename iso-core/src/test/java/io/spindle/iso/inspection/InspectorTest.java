package io.spindle.iso.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.demo.DemoDisc;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InspectorTest {
    @Test
    void demoDisc_inspected_bootsUnderBios() {
        Inspection inspection = Inspector.inspect(DemoDisc.image());
        assertThat(inspection.label()).contains("SPINDLE_DEMO");
        assertThat(inspection.boots()).containsExactly(Firmware.BIOS);
        assertThat(inspection.bootCatalog().entries())
                .containsExactly(new BootCatalog.BootEntry(0, true, "none", 23, 4));
        assertThat(inspection.findings()).isEmpty();
    }

    @Test
    void demoDisc_cutShort_isCalledTruncated() throws IOException {
        byte[] image = bytes(DemoDisc.image());
        Inspection inspection = Inspector.inspect(new MemoryByteSource(java.util.Arrays.copyOf(image, 100_000)));
        assertThat(inspection.findings()).extracting(Finding::code).containsExactly("truncated");
    }

    @Test
    void noFileSystem_inspected_isOnlyRemarked() {
        Inspection inspection = Inspector.inspect(new MemoryByteSource(new byte[1]));
        assertThat(inspection.findings()).extracting(Finding::code).containsExactly("no-file-system");
        assertThat(inspection.boots()).isEmpty();
    }

    @Test
    void mutatedImages_inspected_neverThrow() throws IOException {
        byte[] image = bytes(DemoDisc.image());
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            byte[] mutated = image.clone();
            for (int i = 0; i < 20; i++) {
                int sector = random.nextInt(2) == 0 ? 16 + random.nextInt(8) : random.nextInt(2);
                mutated[sector * 2048 + random.nextInt(random.nextBoolean() ? 200 : 2048)] = (byte) random.nextInt();
            }
            assertThat(Inspector.inspect(new MemoryByteSource(mutated)).lengthBytes())
                    .isEqualTo(131072);
        }
    }

    private static byte[] bytes(ByteSource source) throws IOException {
        ByteBuffer out = ByteBuffer.allocate((int) source.lengthBytes());
        source.read(0, out);
        return out.array();
    }
}
