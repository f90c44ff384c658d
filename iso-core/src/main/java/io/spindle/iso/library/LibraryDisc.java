package io.spindle.iso.library;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.inspection.Inspection;

/**
 * A disc under its name. The content of a disc never changes: another content is another generation.
 *
 * @param name key in the catalogue, never a path
 * @param generation counted up within one run of the library
 * @param inspection what was recognised in its data track
 * @param disc its tracks and sectors, which can be read for as long as a lease of {@code userData} is held
 * @param userData its 2048-byte blocks, as block devices export them; where {@link #hasBlocks()} is false there are none
 *     to read, and it only keeps the disc open
 */
public record LibraryDisc(String name, long generation, Inspection inspection, Disc disc, SharedByteSource userData) {
    /** False for a disc without a data track, which no block device can export. */
    public boolean hasBlocks() {
        return disc.tracks().stream().anyMatch(track -> track.mode().isData());
    }
}
