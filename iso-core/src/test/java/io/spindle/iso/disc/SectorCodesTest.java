package io.spindle.iso.disc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** EDC, parity and CRC against values that others computed. */
final class SectorCodesTest {
    @Test
    void edc_zerosInMode1At00_02_00_isWhatAMasteredDiscHas() {
        byte[] sector = new byte[2352];
        put(sector, 0, "00FFFFFFFFFFFFFFFFFFFF00 00020001");
        Edc.append(sector, 0, 2064);
        assertThat(hex(sector, 2064, 4)).isEqualTo("c513682b");
    }

    @Test
    void edc_zerosInForm2_isWhatAVideoCdHas() {
        byte[] sector = new byte[2352];
        put(sector, 16, "01006000 01006000");
        Edc.append(sector, 16, 2332);
        assertThat(hex(sector, 2348, 4)).isEqualTo("af2b17d8");
    }

    @Test
    void edc_anyLengthAndPlace_isThatOfTheBitsOneByOne() {
        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 73 + 11);
        }
        for (int from = 0; from < 9; from++) {
            for (int length = 0; length < 40; length++) {
                assertThat(Edc.of(bytes, from, length)).isEqualTo(bitByBit(bytes, from, length));
            }
        }
    }

    private static int bitByBit(byte[] bytes, int from, int length) {
        int code = 0;
        for (int i = from; i < from + length; i++) {
            code ^= bytes[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                code = (code & 1) == 0 ? code >>> 1 : code >>> 1 ^ 0xD8018001;
            }
        }
        return code;
    }

    @Test
    void parity_zerosInMode1At00_02_00_isWhatAMasteredDiscHas() {
        byte[] sector = new byte[2352];
        put(sector, 0, "00FFFFFFFFFFFFFFFFFFFF00 00020001");
        put(sector, 2064, "c513682b");
        Ecc.put(sector, new Ecc.Rows());
        assertThat(hex(sector, 2076, 276))
                .isEqualTo(
                        "00f700f5000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                                + "000000000000000000000000000000000000000000005235b87d000000000000000000f500f40000000000000000000000000000"
                                + "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                                + "000000009726d0560000000000000000004100000000000000000000000000000000000000002d172e1bb148b244000000000000"
                                + "00000000000000000000006500c200e600430000000000000000000000000000000000000000453c5375332b2562000000000000"
                                + "00000000000000000000009000c10012");
    }

    @Test
    void parity_zerosInForm1_isWhatAVideoCdHas() {
        byte[] sector = new byte[2352];
        put(sector, 16, "00000800 00000800");
        put(sector, 2072, "0b888194");
        Ecc.put(sector, new Ecc.Rows());
        assertThat(hex(sector, 2076, 276))
                .isEqualTo(
                        "000000000000fb000000fb0000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                                + "0000000000000000000000000000000000000000000000000000000000001d859ea1000000000000f3000000f300000000000000"
                                + "00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
                                + "000000000000000000000000160d1f3500000000000000000000000000009ea18e6172e362230000000000000000000000000000"
                                + "0000b900d200a5006700a9000000000000000000000000000000000000001f351b487053742e0000000000000000000000000000"
                                + "00004200210056009400a10000000000");
    }

    @Test
    void parity_anySector_everyCodeWordAddsUpToZero() {
        byte[] sector = new byte[2352];
        for (int i = 0; i < 2076; i++) {
            sector[i] = (byte) (i * i * 31 + i / 7);
        }
        Ecc.put(sector, new Ecc.Rows());
        for (int column = 0; column < 86; column++) {
            assertThat(syndromes(sector, column, 26, i -> 86 * i)).containsExactly(0, 0);
        }
        for (int diagonal = 0; diagonal < 52; diagonal++) {
            int start = diagonal;
            assertThat(syndromes(
                            sector,
                            0,
                            45,
                            i -> i < 43
                                    ? 2 * ((44 * i + 43 * (start / 2)) % 1118) + start % 2
                                    : 2236 + 52 * (i - 43) + start))
                    .containsExactly(0, 0);
        }
    }

    /** The sum of a code word, and the sum of its bytes times powers of 2, the last byte times 1. */
    private static int[] syndromes(byte[] sector, int first, int length, java.util.function.IntUnaryOperator place) {
        int sum = 0;
        int weighted = 0;
        for (int i = 0; i < length; i++) {
            int value = sector[12 + first + place.applyAsInt(i)] & 0xFF;
            sum ^= value;
            weighted = (weighted << 1 ^ ((weighted & 0x80) == 0 ? 0 : 0x11D)) ^ value;
        }
        return new int[] {sum, weighted};
    }

    @Test
    void crc16_checkValueOfTheCatalogue_isInverted() {
        // CRC-16/GSM of "123456789" in the catalogue of CRC algorithms: the same polynomial, start and inversion.
        byte[] nine = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(Crc16.of(nine, 0, 9)).isEqualTo(0xCE3C);
        byte[] appended = Arrays.copyOf(nine, 11);
        Crc16.append(appended, 0, 9);
        assertThat(hex(appended, 9, 2)).isEqualTo("ce3c");
    }

    private static void put(byte[] bytes, int at, String hex) {
        byte[] parsed = HexFormat.of().parseHex(hex.replace(" ", ""));
        System.arraycopy(parsed, 0, bytes, at, parsed.length);
    }

    private static String hex(byte[] bytes, int at, int length) {
        return HexFormat.of().formatHex(bytes, at, at + length);
    }
}
