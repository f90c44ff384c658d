package io.spindle.iso.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.ByteSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class DemoDiscTest {
    @Test
    void image_madeTwice_isTheSame128KiB() throws IOException {
        byte[] image = ByteSources.all(DemoDisc.image());
        assertThat(image).hasSize(131_072).isEqualTo(ByteSources.all(DemoDisc.image()));
    }

    /** ECMA-119, 8.4. */
    @Test
    void sector16_primaryVolumeDescriptor_isWhole() throws IOException {
        byte[] sector = at(16 * 2048, 2048);
        assertThat(hex(sector, 0, 8)).isEqualTo("01 43 44 30 30 31 01 00");
        assertThat(text(sector, 40, 32)).isEqualTo("SPINDLE_DEMO                    ");
        assertThat(hex(sector, 80, 8)).isEqualTo("40 00 00 00 00 00 00 40");
        assertThat(hex(sector, 120, 12)).isEqualTo("01 00 00 01 01 00 00 01 00 08 08 00");
        assertThat(hex(sector, 132, 24))
                .isEqualTo("0a 00 00 00 00 00 00 0a 13 00 00 00 00 00 00 00 00 00 00 14 00 00 00 00");
        assertThat(hex(sector, 156, 18)).isEqualTo("22 00 15 00 00 00 00 00 00 15 00 08 00 00 00 00 08 00");
        assertThat(sector[881]).isEqualTo((byte) 1);
    }

    /** El Torito, 2.0. */
    @Test
    void sector17_bootRecord_pointsToTheCatalogue() throws IOException {
        byte[] sector = at(17 * 2048, 2048);
        assertThat(hex(sector, 0, 7)).isEqualTo("00 43 44 30 30 31 01");
        assertThat(text(sector, 7, 32)).isEqualTo("EL TORITO SPECIFICATION\0\0\0\0\0\0\0\0\0");
        assertThat(hex(sector, 71, 4)).isEqualTo("16 00 00 00");
        assertThat(hex(at(18 * 2048, 7), 0, 7)).isEqualTo("ff 43 44 30 30 31 01");
    }

    /** El Torito, 2.1 and 2.2. */
    @Test
    void sector22_bootCatalogue_addsUpAndNamesTheBootSector() throws IOException {
        byte[] catalogue = at(22 * 2048, 64);
        assertThat(hex(catalogue, 0, 4)).isEqualTo("01 00 00 00");
        assertThat(hex(catalogue, 30, 2)).isEqualTo("55 aa");
        int sum = 0;
        for (int i = 0; i < 32; i += 2) {
            sum += (catalogue[i] & 0xFF) + ((catalogue[i + 1] & 0xFF) << 8);
        }
        assertThat(sum % 65_536).isZero();
        assertThat(hex(catalogue, 32, 12)).isEqualTo("88 00 00 00 00 00 04 00 17 00 00 00");
    }

    @Test
    void sector23_bootSector_printsTheLineAfterItsCode() throws IOException {
        byte[] code = at(23 * 2048, 2048);
        assertThat(hex(code, 0, 18)).isEqualTo("fa 31 c0 8e d8 8e c0 8e d0 bc 00 7c fb fc ea 13 7c 00");
        // mov si, 7C52; lodsb; and at the end hlt; jmp to the hlt.
        assertThat(hex(code, 0x2B, 4)).isEqualTo("be 52 7c ac");
        assertThat(hex(code, 0x4F, 3)).isEqualTo("f4 eb fd");
        assertThat(text(code, 0x52, 63))
                .isEqualTo("Spindle: this virtual disc boots. Now serve your own images.\r\n\0");
    }

    @Test
    void root_readme_isThere() throws IOException {
        byte[] root = at(21 * 2048, 2048);
        assertThat(hex(root, 68, 10)).isEqualTo("2e 00 18 00 00 00 00 00 00 18");
        assertThat(text(root, 68 + 33, 12)).isEqualTo("README.TXT;1");
        int length = root[68 + 10] & 0xFF;
        assertThat(text(at(24 * 2048, 2048), 0, length))
                .startsWith("This disc was made by")
                .endsWith("\r\n");
    }

    private static byte[] at(int offsetBytes, int lengthBytes) throws IOException {
        return ByteSources.read(DemoDisc.image(), offsetBytes, lengthBytes);
    }

    private static String hex(byte[] bytes, int from, int length) {
        return HexFormat.ofDelimiter(" ").formatHex(bytes, from, from + length);
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(Arrays.copyOfRange(bytes, from, from + length), StandardCharsets.ISO_8859_1);
    }
}
