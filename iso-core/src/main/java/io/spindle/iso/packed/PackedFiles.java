package io.spindle.iso.packed;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.cache.BlockCache;
import java.io.IOException;
import java.util.Optional;

/**
 * What reading packed files takes: memory for expanded blocks, and a folder for files that must be expanded as a whole.
 *
 * @param cache where expanded blocks are kept
 * @param store where expanded files are kept; without one they are refused
 */
public record PackedFiles(BlockCache cache, Optional<ExpandedStore> store) {
    /** Room for some chunks of the longest kind. */
    private static final long SOME_CHUNKS_BYTES = 4L * Chunks.MAXIMUM_CHUNK_BYTES;

    /** Little memory and no folder. */
    public static PackedFiles inMemoryOnly() {
        return new PackedFiles(new BlockCache(SOME_CHUNKS_BYTES), Optional.empty());
    }

    /**
     * The expanded bytes of a file. Closing them closes the file.
     *
     * @throws NotExpandedException when it has to be expanded first
     * @throws PackedFormatException when it is damaged
     */
    public CheckedByteSource open(FileByteSource file, PackedFormat format) throws IOException {
        ExpansionLimits limits = ExpansionLimits.DEFAULT;
        Optional<Chunks> chunks = format.chunks(file, limits);
        if (chunks.isPresent()) {
            CheckedByteSource expanded = cache.over(new ChunkedByteSource(chunks.get()));
            file.whenChecked(expanded::drop);
            return expanded;
        }
        Optional<ByteSource> expanded =
                store.isEmpty() ? Optional.empty() : store.get().find(file);
        ByteSource source = expanded.orElseThrow(() -> new NotExpandedException(format));
        file.close();
        return cache.over(source);
    }

    /**
     * The expanded bytes of a packed image that lies in what was expanded already, as a CSO in a gzip file does. Closing
     * them closes the outer ones.
     *
     * @return empty when the inner one could only be expanded as a whole
     * @throws PackedFormatException when it is damaged
     */
    public Optional<CheckedByteSource> openWithin(CheckedByteSource outer, PackedFormat format) throws IOException {
        Optional<CheckedByteSource> inner =
                format.chunks(outer, ExpansionLimits.DEFAULT).map(chunks -> cache.over(new ChunkedByteSource(chunks)));
        inner.ifPresent(it -> outer.whenChecked(it::drop));
        return inner;
    }
}
