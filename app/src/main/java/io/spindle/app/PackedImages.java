package io.spindle.app;

import io.spindle.config.ByteCount;
import io.spindle.config.CacheConfig;
import io.spindle.iso.cache.BlockCache;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.iso.packed.ExpandedStore;
import io.spindle.iso.packed.ExpansionLimits;
import io.spindle.iso.packed.NotExpandedException;
import io.spindle.iso.packed.PackedFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What reading compressed images takes: how much memory, and which folder. */
final class PackedImages {
    private static final String FOLDER = "expanded";
    private static final long COMMAND_CACHE_BYTES = 64L << 20;

    private PackedImages() {}

    /** For a server: {@code flag} wins over the file, and the folder is that of the state file. */
    static PackedFiles of(Optional<ByteCount> flag, CacheConfig file, Path stateFolder) {
        long memory = flag.or(file::size).map(ByteCount::bytes).orElse(BlockCache.DEFAULT_MAXIMUM_BYTES);
        if (memory < BlockCache.LEAST_MAXIMUM_BYTES) {
            throw new UsageFault("a cache of " + memory + " bytes is of no use: give it 4M or more");
        }
        ExpandedStore store = new ExpandedStore(
                file.folder().orElse(stateFolder.resolve(FOLDER)),
                file.folderSize().map(ByteCount::bytes).orElse(ExpandedStore.DEFAULT_MAXIMUM_BYTES),
                ExpansionLimits.DEFAULT);
        return new PackedFiles(new BlockCache(memory), Optional.of(store));
    }

    /** For a command that looks at one image: the folder is that of a server of this user. */
    static PackedFiles ofCommand() {
        Path state = StateFile.orDefault(null).toAbsolutePath().getParent();
        return of(Optional.of(new ByteCount(COMMAND_CACHE_BYTES)), CacheConfig.defaults(), state);
    }

    /** Opens an image; one that has to be expanded first is, and {@code err} is told how far that is. */
    static DiscImage open(Path file, PrintWriter err) throws IOException {
        try {
            return DiscImages.open(file);
        } catch (NotExpandedException e) {
            // Only now it matters whether this user has a folder for it.
            try (StopRequest stop = new StopRequest()) {
                return expandAndOpen(file, ofCommand(), err, () -> !stop.came());
            }
        }
    }

    private static DiscImage expandAndOpen(Path file, PackedFiles packed, PrintWriter err, BooleanSupplier goOn)
            throws IOException {
        try {
            return DiscImages.open(file, packed);
        } catch (NotExpandedException e) {
            expand(file, packed, e, err, goOn);
            return DiscImages.open(file, packed);
        }
    }

    private static void expand(
            Path file, PackedFiles packed, NotExpandedException why, PrintWriter err, BooleanSupplier goOn)
            throws IOException {
        ProgressLine progress = new ProgressLine(err, Boolean.getBoolean("spindle.terminal"));
        err.println(file + " is " + why.getMessage() + "; that is done once ...");
        err.flush();
        String name = String.valueOf(file.getFileName());
        packed.store().orElseThrow(() -> why).expand(file, (read, all) -> {
            progress.show(name, read, all);
            return goOn.getAsBoolean();
        });
        progress.clear();
    }

    /** What serving the image takes; one that has to be expanded first is, and {@code err} is told how far that is. */
    static PackedFiles ready(Path file, PrintWriter err) throws IOException {
        try (StopRequest stop = new StopRequest()) {
            return ready(file, err, () -> !stop.came());
        }
    }

    /** The same, given up with an {@link IOException} when it is not to go on. */
    static PackedFiles ready(Path file, PrintWriter err, BooleanSupplier goOn) throws IOException {
        PackedFiles enough = PackedFiles.inMemoryOnly();
        try {
            DiscImages.open(file, enough).close();
            return enough;
        } catch (NotExpandedException e) {
            PackedFiles packed = ofCommand();
            expandAndOpen(file, packed, err, goOn).close();
            return packed;
        }
    }
}
