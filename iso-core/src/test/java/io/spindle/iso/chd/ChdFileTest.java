package io.spindle.iso.chd;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.MemoryByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class ChdFileTest {
    @Test
    void file_thatTellsOfMoreThanACd_isRefusedBeforeItsMapIsRead() throws IOException {
        byte[] file;
        try (InputStream in =
                ChdFileTest.class.getResourceAsStream("ChdFuzzTestInputs/chd_anyBytes_isReadOrRefused/data-cdzl")) {
            file = in.readAllBytes();
        }
        ByteBuffer.wrap(file).putLong(32, 600_000L * 2448);
        assertThatThrownBy(() -> ChdFile.open(new MemoryByteSource(file)))
                .isInstanceOf(ChdException.class)
                .hasMessage("it tells of 600000 sectors, more than any CD has");
    }
}
