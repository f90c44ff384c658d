package io.spindle.iso.scanning;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.filesystem.FileExtent;
import io.spindle.iso.inspection.BootCatalog.BootEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BootImageExtentTest {
    private final ByteBuffer image = ByteBuffer.allocate(4_000_000).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void image_isWhatIsLoaded_orTheWholeFileSystemInIt() throws IOException {
        assertThat(of(0, "none", 100, 4)).contains(new BootImageExtent(204_800, 2048));
        image.put(204_800, (byte) 0xEB)
                .putShort(204_800 + 11, (short) 512)
                .putShort(204_800 + 19, (short) 1000)
                .putShort(204_800 + 510, (short) 0xAA55);
        assertThat(of(0xEF, "none", 100, 1)).contains(new BootImageExtent(204_800, 512_000));
        image.putShort(204_800 + 19, (short) 0).putInt(204_800 + 32, -1);
        assertThat(of(0xEF, "none", 100, 1))
                .as("never more than there is")
                .contains(new BootImageExtent(204_800, 3_795_200));
        assertThat(of(0, "floppy-1.44M", 200, 1)).contains(new BootImageExtent(409_600, 1_474_560));
    }

    @Test
    void image_ofUnknownLength_endsWhereTheNextFileBegins() throws IOException {
        List<List<FileExtent>> files = List.of(List.of(), List.of(new FileExtent(614_400, 10)));
        assertThat(of(0xEF, "none", 200, 0, files)).contains(new BootImageExtent(409_600, 204_800));
        assertThat(of(0, "hard-disk", 200, 1)).contains(new BootImageExtent(409_600, 3_590_400));
    }

    @Test
    void image_thatIsAFile_orLiesOutside_isNone() throws IOException {
        List<List<FileExtent>> files = List.of(List.of(new FileExtent(409_600, 2048)));
        assertThat(of(0, "none", 200, 4, files)).isEmpty();
        assertThat(of(0, "none", 200, 5, files)).as("more than the file").contains(new BootImageExtent(409_600, 2560));
        assertThat(of(0, "none", 0xFFFF_FFFFL, 4)).isEmpty();
    }

    private Optional<BootImageExtent> of(int platform, String emulation, long sector, int loaded) throws IOException {
        return of(platform, emulation, sector, loaded, List.of());
    }

    private Optional<BootImageExtent> of(
            int platform, String emulation, long sector, int loaded, Collection<List<FileExtent>> files)
            throws IOException {
        BootEntry entry = new BootEntry(platform, true, emulation, sector, loaded);
        return BootImageExtent.of(entry, new MemoryByteSource(image.array()), files);
    }
}
