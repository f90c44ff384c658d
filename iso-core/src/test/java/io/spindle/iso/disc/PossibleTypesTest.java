package io.spindle.iso.disc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.MemoryByteSource;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PossibleTypesTest {
    /** One track of each extent, one behind the other. */
    private static SectorSource sectors(Extent... extents) {
        List<Track> tracks = new ArrayList<>();
        for (Extent extent : extents) {
            tracks.add(
                    Track.plain(tracks.size() + 1, extent.mode(), new Lba(extent.firstLba()), extent.lengthSectors()));
        }
        Lba leadOut = new Lba(extents[extents.length - 1].endLba());
        DiscLayout layout = new DiscLayout(
                MediumType.CD, List.of(new Session(1, tracks, leadOut)), Optional.empty(), ByteBuffer.allocate(0));
        return layout.over(List.of(extents)).sectors();
    }

    private static Extent extent(long firstLba, TrackMode mode, StoredForm form) {
        int bytes = 4 * form.lengthBytes();
        return Extent.stored(firstLba, 4, mode, form, new MemoryByteSource(new byte[bytes]));
    }

    @Test
    void possibleTypes_whatTheImageStores_isSure() {
        SectorSource sectors = sectors(
                extent(0, TrackMode.MODE1, StoredForm.USER_DATA),
                extent(4, TrackMode.MODE2_XA, StoredForm.FORM_2_USER_DATA),
                extent(8, TrackMode.AUDIO, StoredForm.WHOLE),
                extent(12, TrackMode.MODE2, StoredForm.BEHIND_HEADER));
        assertThat(sectors.possibleTypes(0, 4)).containsExactly(SectorType.MODE_1);
        assertThat(sectors.possibleTypes(-150, 154)).containsExactly(SectorType.MODE_1);
        assertThat(sectors.possibleTypes(4, 1)).containsExactly(SectorType.MODE_2_FORM_2);
        assertThat(sectors.possibleTypes(11, 1)).containsExactly(SectorType.CD_DA);
        assertThat(sectors.possibleTypes(12, 4)).containsExactly(SectorType.MODE_2_FORMLESS);
        assertThat(sectors.possibleTypes(3, 2)).containsExactlyInAnyOrder(SectorType.MODE_1, SectorType.MODE_2_FORM_2);
        assertThat(sectors.possibleTypes(5, 0)).isEmpty();
    }

    @Test
    void possibleTypes_whatSectorsTellThemselves_isAnyOfData() {
        SectorSource sectors = sectors(
                extent(0, TrackMode.MODE1, StoredForm.WHOLE), extent(4, TrackMode.MODE2_XA, StoredForm.BEHIND_HEADER));
        for (int lba = 0; lba < 8; lba++) {
            assertThat(sectors.possibleTypes(lba, 1))
                    .containsExactlyInAnyOrder(
                            SectorType.MODE_1,
                            SectorType.MODE_2_FORMLESS,
                            SectorType.MODE_2_FORM_1,
                            SectorType.MODE_2_FORM_2);
        }
    }

    @Test
    void possibleTypes_sectorsThatAreNotThere_areRefused() {
        SectorSource sectors = sectors(extent(0, TrackMode.MODE1, StoredForm.USER_DATA));
        assertThatThrownBy(() -> sectors.possibleTypes(3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sectors.possibleTypes(-151, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
