package io.spindle.iso.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.bytes.MemoryByteSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class WaveFileTest {
    private static final String RIFF = "52494646 00000000 57415645";
    private static final String FORMAT = "666d7420 10000000 0100 0200 44ac0000 10b10200 0400 1000";

    @Test
    void samples_chunksAroundThem_areNotPartOfThem() throws IOException {
        byte[] file = hex(RIFF + "4c495354 03000000 41424300" + FORMAT + "64617461 08000000 0102030405060708 4c495354");
        assertThat(ByteSources.all(WaveFile.samples(new MemoryByteSource(file))))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void samples_extensibleFormatOfPcm_isRead() throws IOException {
        String extensible = "666d7420 28000000 feff 0200 44ac0000 10b10200 0400 1000 1600 1000 03000000"
                + "0100000000001000800000aa00389b71";
        byte[] file = hex(RIFF + extensible + "64617461 04000000 01020304");
        assertThat(WaveFile.samples(new MemoryByteSource(file)).lengthBytes()).isEqualTo(4);
        byte[] floating =
                hex(RIFF + extensible.replace("01000000000010", "03000000000010") + "64617461 04000000 01020304");
        assertFault(
                floating,
                "its audio is of coding 3 with 2 channels of 16 bits at 44100 Hz: a CD has PCM (1) with 2"
                        + " channels of 16 bits at 44100 Hz");
    }

    @Test
    void samples_lengthThatAPipeLeft_reachToTheEnd() throws IOException {
        for (String told : new String[] {"ffffffff", "00000000", "f0ffff7f"}) {
            byte[] file = hex(RIFF + FORMAT + "64617461" + told + "0102030405");
            assertThat(ByteSources.all(WaveFile.samples(new MemoryByteSource(file))))
                    .containsExactly(1, 2, 3, 4);
        }
    }

    @Test
    void faults_areTold() {
        byte[] good = hex(RIFF + FORMAT + "64617461 04000000 01020304");
        assertFault(Arrays.copyOf(good, 11), "it ends before its audio begins");
        assertFault(Arrays.copyOf(good, 43), "it ends before its audio begins");
        assertFault(Arrays.copyOf(good, 47), "it was cut: it tells of 4 bytes of audio, there are 3");
        assertFault(Arrays.copyOf(good, 44), "it was cut: it tells of 4 bytes of audio, there are 0");
        assertFault(new byte[100], "it is no WAVE file");
        assertFault(hex("52463634 00000000 57415645"), "it is an RF64 file, which is not read: convert it to WAVE");
        assertFault(hex(RIFF + "64617461 04000000 01020304"), "its data comes before its format is told");
        assertFault(hex(RIFF + FORMAT + "64617461 00000000"), "it holds no audio");
        assertFault(hex(RIFF + "666d7420 0f000000" + "00".repeat(20)), "its format is told in 15 bytes instead of 16");
        assertFault(hex(RIFF + "41414141 00000000".repeat(1000)), "it has no data among its first 1000 chunks");
        assertFault(hex(RIFF + "41414141 ffffffff"), "it ends before its audio begins");
        String mono = FORMAT.replace("0100 0200", "0100 0100");
        assertFault(
                hex(RIFF + mono + "64617461 04000000 01020304"),
                "its audio is of coding 1 with 1 channels of 16 bits"
                        + " at 44100 Hz: a CD has PCM (1) with 2 channels of 16 bits at 44100 Hz");
        String fast = FORMAT.replace("44ac0000", "80bb0000");
        assertFault(
                hex(RIFF + fast + "64617461 04000000 01020304"),
                "its audio is of coding 1 with 2 channels of 16 bits"
                        + " at 48000 Hz: a CD has PCM (1) with 2 channels of 16 bits at 44100 Hz");
    }

    private static void assertFault(byte[] file, String message) {
        assertThatThrownBy(() -> WaveFile.samples(new MemoryByteSource(file)))
                .isInstanceOf(ImageFormatException.class)
                .hasMessage(message);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
