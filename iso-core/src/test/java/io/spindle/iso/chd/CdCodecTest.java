package io.spindle.iso.chd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.zstd.ZstdCompressor;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorSelection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hunks of eight sectors; those that MAME's own program packs are in PackedIT. */
final class CdCodecTest {
    private static final int SECTORS = 8;

    private final byte[] main = new byte[SECTORS * 2352];
    private final byte[] sub = new byte[SECTORS * 96];

    CdCodecTest() throws IOException {
        byte[] blocks = new byte[SECTORS * 2048];
        new Random(1).nextBytes(blocks);
        Disc.ofUserData(new MemoryByteSource(blocks))
                .sectors()
                .read(0, SECTORS, SectorSelection.RAW, ByteBuffer.wrap(main));
        Arrays.fill(sub, (byte) 0x33);
    }

    @ParameterizedTest
    @EnumSource(names = {"CDZL", "CDZS"})
    void hunk_withoutSyncAndParity_getsThemAgain(CdCodec codec) throws IOException {
        byte[] stripped = main.clone();
        // Of all sectors but the third.
        for (int i = 0; i < SECTORS; i++) {
            if (i != 2) {
                Arrays.fill(stripped, i * 2352, i * 2352 + 12, (byte) 0);
                Arrays.fill(stripped, i * 2352 + 2076, (i + 1) * 2352, (byte) 0);
            }
        }
        byte[] packed = hunk(codec, 0xFB, stripped);
        byte[] hunk = new byte[SECTORS * 2448];
        codec.expand(packed, hunk);
        for (int i = 0; i < SECTORS; i++) {
            assertThat(Arrays.copyOfRange(hunk, i * 2448, i * 2448 + 2352))
                    .as("sector " + i)
                    .isEqualTo(Arrays.copyOfRange(main, i * 2352, (i + 1) * 2352));
            assertThat(Arrays.copyOfRange(hunk, i * 2448 + 2352, (i + 1) * 2448))
                    .containsOnly(0x33);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hunk_thatWasCut_isRefused(CdCodec codec) {
        byte[] hunk = new byte[SECTORS * 2448];
        for (int length : new int[] {0, 2, 3, 50}) {
            assertThatThrownBy(() -> codec.expand(new byte[length], hunk)).isInstanceOf(IOException.class);
        }
    }

    /** The check value of CRC-16/CCITT-FALSE, and of CRC-16/BUYPASS. */
    @Test
    void crcs_ofTheDigits_areThePublishedOnes() {
        byte[] digits = "123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(Crc16.update(0xFFFF, digits, 0, 9)).isEqualTo(0x29B1);
        assertThat(Crc16.ofFlac(digits, 0, 9)).isEqualTo(0xFEE8);
    }

    /** The frame of RFC 9639, appendix D.1: two channels of one sample, 25588 and 10416. */
    @Test
    void flac_ofTheStandardsExample_isDecoded() throws IOException {
        byte[] frame = java.util.HexFormat.of().parseHex("fff869180000bf" + "0358fd" + "03128b" + "aa9a");
        byte[] samples = new byte[4];
        assertThat(FlacFrames.decode(frame, samples)).isEqualTo(15);
        assertThat(ByteBuffer.wrap(samples).getShort(0)).isEqualTo((short) 25588);
        assertThat(ByteBuffer.wrap(samples).getShort(2)).isEqualTo((short) 10416);
    }

    /** Flags, the length of the packed sectors in two bytes, these, and the packed sub-channels. */
    private byte[] hunk(CdCodec codec, int flags, byte[] sectors) {
        byte[] first = packed(codec, sectors);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(flags);
        out.write(first.length >> 8);
        out.write(first.length);
        out.writeBytes(first);
        out.writeBytes(packed(codec, sub));
        return out.toByteArray();
    }

    private static byte[] packed(CdCodec codec, byte[] plain) {
        byte[] packed = new byte[2 * plain.length + 1000];
        if (codec == CdCodec.CDZS) {
            int length = new ZstdCompressor().compress(plain, 0, plain.length, packed, 0, packed.length);
            return Arrays.copyOf(packed, length);
        }
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(plain);
        deflater.finish();
        return Arrays.copyOf(packed, deflater.deflate(packed));
    }
}
