package io.spindle.scsi.drive;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.scsi.Medium;
import io.spindle.scsi.block.BlockMap;
import java.util.Optional;

/**
 * A disc in the tray, kept open as long as it lies there.
 *
 * @param medium the disc
 * @param lease what keeps it open
 * @param blocks where its blocks are
 */
record LoadedMedium(Medium medium, SharedByteSource.Lease lease, BlockMap blocks) {
    /** Takes hold of the disc; empty when it is closed already. */
    static Optional<LoadedMedium> hold(Medium medium) {
        return medium.hold().lease().map(lease -> new LoadedMedium(medium, lease, BlockMap.of(medium.disc())));
    }
}
