package io.spindle.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.disc.ErrorFlags;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SubChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SectorRangeTest {
    /** Header, user data and Q: 4 + 2048 + 16 bytes of each. */
    private static final SectorSelection PARTS =
            new SectorSelection(false, true, false, true, false, ErrorFlags.NONE, SubChannel.Q);

    private static byte[] read(SectorRange range, long offset, int length) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(length);
        range.read(offset, out);
        return out.array();
    }

    @Test
    void read_anyPiece_isThatPieceOfTheWhole() throws IOException {
        SectorRange range = new SectorRange(TestDiscs.dataCd(), 16, 4, PARTS, 2068);
        assertThat(range.lengthBytes()).isEqualTo(8272);
        byte[] all = read(range, 0, 8272);
        assertThat(Arrays.copyOf(all, 12)).isEqualTo(Hex.hex("00021601 0000000000000010"));
        assertThat(Arrays.copyOfRange(all, 2068, 2080)).isEqualTo(Hex.hex("00021701 0000000000000011"));
        int[] cuts = {0, 1, 3, 4, 2067, 2068, 2069, 4135, 4136, 4137, 6000, 8271, 8272};
        for (int from : cuts) {
            for (int to : cuts) {
                if (from <= to) {
                    assertThat(read(range, from, to - from))
                            .as("%d to %d", from, to)
                            .isEqualTo(Arrays.copyOfRange(all, from, to));
                }
            }
        }
    }

    @Test
    void read_beyondTheRange_isRefused() {
        SectorRange range = new SectorRange(TestDiscs.dataCd(), 16, 4, PARTS, 2068);
        assertThatThrownBy(() -> read(range, 8272, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> read(range, -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void isUserData_onlyOfBlocksWithAnAddress() throws IOException {
        Medium medium = TestDiscs.dataCd();
        assertThat(SectorRange.userData(medium, 0, 1).isUserData()).isTrue();
        assertThat(new SectorRange(medium, 0, 1, PARTS, 2068).isUserData()).isFalse();
        // Blocks of the first pre-gap lie before those that the block device has.
        SectorRange pregap = SectorRange.userData(medium, -1, 2);
        assertThat(pregap.isUserData()).isFalse();
        assertThat(read(pregap, 0, 4096)).containsOnly(0);
    }
}
