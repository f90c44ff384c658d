package io.spindle.iso.disc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.ByteSources;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.synthetic.PatternByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        ByteSource blocks = UserDataView.of(Disc.ofUserData(new MemoryByteSource(new byte[] {7})))
                .orElseThrow();
        assertThat(blocks.lengthBytes()).isEqualTo(2048);
        assertThat(ByteSources.read(blocks, 0, 3)).containsExactly(7, 0, 0);
        assertThat(Disc.ofUserData(new PatternByteSource(2048)).userData().lengthBytes())
                .isEqualTo(2048);
        assertThat(Disc.ofUserData(new PatternByteSource(2049)).userData().lengthBytes())
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
    void ofUserData_length_tellsTheMedium() {
        assertThat(MediumType.ofLength(405_000)).isEqualTo(MediumType.CD);
        assertThat(MediumType.ofLength(405_001)).isEqualTo(MediumType.DVD);
        assertThat(MediumType.ofLength(4_173_824)).isEqualTo(MediumType.DVD);
        assertThat(MediumType.ofLength(4_173_825)).isEqualTo(MediumType.BD);
        Disc disc = Disc.ofUserData(new PatternByteSource(2048L * 405_001));
        assertThat(disc.medium()).isEqualTo(MediumType.DVD);
        assertThat(disc.withMedium(MediumType.BD).medium()).isEqualTo(MediumType.BD);
    }

    @Test
    void trackAt_everyPlaceOfTwoSessions_isItsTrackOrNone() {
        Disc disc = twoSessions(TrackMode.AUDIO, TrackMode.MODE1);
        assertThat(disc.trackAt(-151)).isEmpty();
        assertThat(disc.trackAt(-150).orElseThrow().number()).isEqualTo(1);
        assertThat(disc.trackAt(9).orElseThrow().number()).isEqualTo(1);
        assertThat(disc.trackAt(10)).isEmpty();
        assertThat(disc.trackAt(11_259)).isEmpty();
        assertThat(disc.trackAt(11_260).orElseThrow().number()).isEqualTo(2);
        assertThat(disc.trackAt(11_414).orElseThrow().number()).isEqualTo(2);
        assertThat(disc.trackAt(11_415)).isEmpty();
        assertThat(disc.leadOut().value()).isEqualTo(11_415);
    }

    @Test
    void userDataView_ofTwoSessions_endsWithTheLastFileSystem() throws IOException {
        assertThat(UserDataView.of(twoSessions(TrackMode.AUDIO, TrackMode.AUDIO)))
                .isEmpty();
        ByteSource audioFirst =
                UserDataView.of(twoSessions(TrackMode.AUDIO, TrackMode.MODE1)).orElseThrow();
        assertThat(audioFirst.lengthBytes()).isEqualTo(11_415 * 2048);
        assertThat(ByteSources.read(audioFirst, 11_414 * 2048, 2048)).containsOnly(2);
        assertThat(ByteSources.read(audioFirst, 11_260 * 2048, 150 * 2048)).containsOnly(0);
        assertThatThrownBy(() -> ByteSources.read(audioFirst, 11_260 * 2048 - 1, 2))
                .hasMessage("block 11259 lies between two sessions");
        assertThatThrownBy(() -> ByteSources.read(audioFirst, 0, 1)).hasMessage("block 0 lies in an audio track");
        Disc disc = twoSessions(TrackMode.AUDIO, TrackMode.MODE1);
        assertThat(UserDataView.firstSector(disc)).isEqualTo(11_410);
        byte[] inspected = ByteSources.read(UserDataView.inspected(disc), 11_409 * 2048 + 1000, 2048);
        assertThat(Arrays.copyOf(inspected, 1048)).containsOnly(0);
        assertThat(Arrays.copyOfRange(inspected, 1048, 2048)).containsOnly(2);
        assertThat(ByteSources.read(UserDataView.inspected(disc), 100, 12 * 2048))
                .containsOnly(0);
        ByteSource odd = new MemoryByteSource(new byte[5 * 512]);
        assertThat(UserDataView.inspected(Disc.ofUserData(odd))).isSameAs(odd);
        ByteSource dataFirst =
                UserDataView.of(twoSessions(TrackMode.MODE1, TrackMode.AUDIO)).orElseThrow();
        assertThat(ByteSources.all(dataFirst)).hasSize(10 * 2048).containsOnly(1);
    }

    @Test
    void identity_differentDiscs_differ() {
        byte[] image = new byte[2048 * 40];
        String plain = DiscIdentity.of(Disc.ofUserData(new MemoryByteSource(image.clone())));
        assertThat(plain).matches("[0-9a-f]{64}");
        assertThat(DiscIdentity.of(Disc.ofUserData(new MemoryByteSource(image.clone()))))
                .isEqualTo(plain);
        assertThat(DiscIdentity.of(Disc.ofUserData(new PatternByteSource(2048 * 41))))
                .isNotEqualTo(plain);
        image[16 * 2048] = 1;
        String changed = DiscIdentity.of(Disc.ofUserData(new MemoryByteSource(image.clone())));
        assertThat(changed).isNotEqualTo(plain);
        image[33 * 2048 - 1] = 1;
        assertThat(DiscIdentity.of(Disc.ofUserData(new MemoryByteSource(image.clone()))))
                .isNotEqualTo(changed);
        image[33 * 2048] = 1;
        image[33 * 2048 - 1] = 0;
        assertThat(DiscIdentity.of(Disc.ofUserData(new MemoryByteSource(image.clone()))))
                .isEqualTo(changed);
        Disc disc = Disc.ofUserData(new MemoryByteSource(image));
        assertThat(DiscIdentity.of(disc.withMedium(MediumType.DVD))).isNotEqualTo(changed);
        assertThat(DiscIdentity.of(twoSessions(TrackMode.AUDIO, TrackMode.MODE1)))
                .isNotEqualTo(DiscIdentity.of(twoSessions(TrackMode.MODE1, TrackMode.AUDIO)));
    }

    /** Ten sectors of ones; a lead-out and a lead-in; 150 sectors of pre-gap and five sectors of twos. */
    private static Disc twoSessions(TrackMode first, TrackMode second) {
        Track track = Track.plain(1, first, new Lba(0), 10);
        Track later = new Track(2, second, Set.of(), new Lba(11_260), new Lba(11_410), 5, List.of(), Optional.empty());
        List<Session> sessions =
                List.of(new Session(1, List.of(track), new Lba(10)), new Session(2, List.of(later), new Lba(11_415)));
        return new DiscLayout(MediumType.CD, sessions, Optional.empty(), ByteBuffer.allocate(0))
                .over(List.of(
                        extent(0, 10, first, 1), Extent.empty(11_260, 150, second), extent(11_410, 5, second, 2)));
    }

    private static Extent extent(long firstLba, int length, TrackMode mode, int value) {
        StoredForm form = mode.isData() ? StoredForm.USER_DATA : StoredForm.WHOLE;
        byte[] bytes = new byte[length * form.lengthBytes()];
        Arrays.fill(bytes, (byte) value);
        return Extent.stored(firstLba, length, mode, form, new MemoryByteSource(bytes));
    }

    @Test
    void byteOffset_beyond4GiB_isExactOrRefused() {
        assertThat(new Lba(2_097_152).byteOffset(2048)).isEqualTo(4_294_967_296L);
        assertThatThrownBy(() -> new Lba(Long.MAX_VALUE).byteOffset(2048)).isInstanceOf(ArithmeticException.class);
    }
}
