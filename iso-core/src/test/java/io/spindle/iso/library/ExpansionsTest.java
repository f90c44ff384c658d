package io.spindle.iso.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.packed.ExpandedStore;
import io.spindle.iso.packed.ExpansionLimits;
import io.spindle.iso.packed.PackedBytes;
import io.spindle.iso.packed.PackedFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to expansions that are under way. */
final class ExpansionsTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void closedWhileOneIsUnderWay_leavesNothingOfIt() throws Exception {
        byte[] noise = new byte[64 << 20];
        new Random(1).nextBytes(noise);
        Path packed = Files.write(folder.resolve("a.iso.gz"), PackedBytes.of(PackedFormat.GZIP, noise));
        Path store = folder.resolve("expanded");
        Expansions expansions = new Expansions(new ExpandedStore(store, 1 << 30, ExpansionLimits.DEFAULT));

        expansions.of("a.iso", packed, Look.NONE);
        while (!Files.isDirectory(store) || isEmpty(store)) {
            Thread.onSpinWait();
        }
        expansions.close();

        assertThat(expansions.underWay()).isEmpty();
        assertThat(store).isDirectoryNotContaining("glob:**.unfinished");
    }

    private static boolean isEmpty(Path folder) throws Exception {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
