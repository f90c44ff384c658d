package io.spindle.iso.disc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.synthetic.PatternByteSource;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DiscTest {
    @Test
    void ofUserData_anyImage_isOneSessionWithOneMode1Track() {
        Disc disc = Disc.ofUserData(new PatternByteSource(2048 * 5));
        assertThat(disc.sessions()).hasSize(1);
        assertThat(disc.sessions().get(0).number()).isEqualTo(1);
        assertThat(disc.sessions().get(0).tracks()).hasSize(1);
        Track track = disc.sessions().get(0).tracks().get(0);
        assertThat(track.number()).isEqualTo(1);
        assertThat(track.mode()).isEqualTo(TrackMode.MODE1);
        assertThat(track.start().value()).isZero();
        assertThat(track.lengthSectors()).isEqualTo(5);
    }

    @Test
    void userData_imageOfAnyLength_isFilledUpToWholeSectors() throws IOException {
        ByteSource blocks = UserDataView.of(Disc.ofUserData(new MemoryByteSource(new byte[] {7})));
        assertThat(blocks.lengthBytes()).isEqualTo(2048);
        assertThat(ByteSources.read(blocks, 0, 3)).containsExactly(7, 0, 0);
        assertThat(UserDataView.of(Disc.ofUserData(new PatternByteSource(2048))).lengthBytes())
                .isEqualTo(2048);
        assertThat(UserDataView.of(Disc.ofUserData(new PatternByteSource(2049))).lengthBytes())
                .isEqualTo(4096);
    }

    @Test
    void parts_thatCannotBe_areRefused() {
        Track track = Track.plain(1, TrackMode.MODE1, new Lba(0), 1);
        assertThatThrownBy(() -> new Session(1, List.of(), new Lba(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Session(0, List.of(track), new Lba(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Track.plain(0, TrackMode.MODE1, new Lba(0), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Track.plain(100, TrackMode.MODE1, new Lba(0), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Track.plain(1, TrackMode.MODE1, new Lba(0), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lba(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void byteOffset_beyond4GiB_isExactOrRefused() {
        assertThat(new Lba(2_097_152).byteOffset(2048)).isEqualTo(4_294_967_296L);
        assertThatThrownBy(() -> new Lba(Long.MAX_VALUE).byteOffset(2048)).isInstanceOf(ArithmeticException.class);
    }
}
