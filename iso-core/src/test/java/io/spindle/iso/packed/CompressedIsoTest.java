package io.spindle.iso.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.bytes.MemoryByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CompressedIsoTest {
    /** A whole CSO of two blocks of 2048, byte for byte: the first is 2048 letters A, packed, the second is stored. */
    @Test
    void cso_ofLiteralBytes_isRead() throws IOException {
        byte[] head = HexFormat.of()
                .parseHex("4349534F" + "18000000" + "0010000000000000" + "00080000" + "01000000"
                        + "24000000" + "35000080" + "35080000"
                        + "73741C05A360148C8251300A46C1480300");
        assertThat(head).hasSize(0x35);
        byte[] file = Arrays.copyOf(head, 0x835);
        Arrays.fill(file, 0x35, 0x835, (byte) 'B');
        byte[] expanded = all(file);
        assertThat(expanded).hasSize(4096);
        assertThat(Arrays.copyOf(expanded, 2048)).containsOnly('A');
        assertThat(Arrays.copyOfRange(expanded, 2048, 4096)).containsOnly('B');
    }

    /** LZ4: four literals, then a match of the distance 4 and the length 2039, and five last literals. */
    @Test
    void zso_ofLiteralBytes_isRead() throws IOException {
        byte[] file = HexFormat.of()
                .parseHex("5A49534F18000000" + "0008000000000000" + "00080000" + "01000000" + "20000000" + "35000000"
                        + "4F61626364" + "0400" + "FF".repeat(7) + "EB" + "50" + "7879313233");
        String text = new String(all(file), java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(text).hasSize(2048).startsWith("abcdabcdabcd").endsWith("abcxy123");
    }

    @ParameterizedTest
    @CsvSource({"CSO_1,0,2048", "CSO_1,2,2048", "CSO_2,0,2048", "CSO_2,3,16384", "ZSO,0,2048", "ZSO,4,4096"})
    void files_ofEveryKind_expandToWhatWasPacked(CompressedIsoBuilder.Kind kind, int shift, int blockBytes)
            throws IOException {
        for (int length : new int[] {1, 2047, 2048, 200_000, 262_144}) {
            byte[] image = CompressedIsoBuilder.image(length);
            byte[] file = CompressedIsoBuilder.pack(image, kind, blockBytes, shift);
            assertThat(all(file)).isEqualTo(image);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20:03 version 3 of the format is not known",
                "16:00000000 blocks of 0 bytes are none",
                "16:00000004 blocks of 67108864 bytes are none",
                "16:01080000 blocks of 2049 bytes are none",
                "21:0C a shift of 12 is none",
                "8:FFFFFFFFFFFFFFFF a length of 18446744073709551615 bytes is that of no image",
                "8:0000000000000000 a length of 0 bytes is that of no image",
                "8:0000008000000000 the file is too short for the index of its 1048576 blocks"
            })
    void header_thatLies_isRefused(String row) {
        byte[] file =
                CompressedIsoBuilder.pack(CompressedIsoBuilder.image(10_000), CompressedIsoBuilder.Kind.CSO_1, 2048, 0);
        String[] parts = row.split("[: ]", 3);
        byte[] other = HexFormat.of().parseHex(parts[1]);
        System.arraycopy(other, 0, file, Integer.parseInt(parts[0]), other.length);
        assertThatThrownBy(() -> all(file))
                .isInstanceOf(PackedFormatException.class)
                .hasMessage(parts[2]);
    }

    @Test
    void file_thatWasCut_isRefused_andBlocksThatAreDamagedFailAlone() throws IOException {
        byte[] image = CompressedIsoBuilder.image(100_000);
        byte[] file = CompressedIsoBuilder.pack(image, CompressedIsoBuilder.Kind.CSO_1, 2048, 0);
        assertThatThrownBy(() -> all(Arrays.copyOf(file, file.length - 1)))
                .isInstanceOf(PackedFormatException.class)
                .hasMessageContaining("the file is cut");
        ByteBuffer index = ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        index.putInt(24 + 4 * 3, 0x7FFFFFFF);
        ChunkedByteSource source = open(file);
        assertThat(ByteSources.read(source, 0, 4096)).isEqualTo(Arrays.copyOf(image, 4096));
        assertThatThrownBy(() -> ByteSources.read(source, 2048 * 3, 1))
                .hasMessageContaining("block 3 of the file is damaged");
        assertThatThrownBy(() -> ByteSources.read(source, 2048 * 2, 1))
                .hasMessageContaining("block 2 of the file is damaged");
        assertThat(ByteSources.read(source, 2048 * 4, 5000)).isEqualTo(Arrays.copyOfRange(image, 8192, 13_192));
    }

    private static byte[] all(byte[] file) throws IOException {
        return ByteSources.all(open(file));
    }

    private static ChunkedByteSource open(byte[] file) throws IOException {
        return new ChunkedByteSource(CompressedIso.of(new MemoryByteSource(file), ExpansionLimits.DEFAULT));
    }
}
