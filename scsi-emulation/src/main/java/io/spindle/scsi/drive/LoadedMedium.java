package io.spindle.scsi.drive;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.scsi.Medium;
import io.spindle.scsi.block.BlockMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A disc in the tray, kept open as long as it lies there and as a transport still reads it.
 *
 * @param medium the disc, with a hold of the drive's own: whoever put it in may let go of it
 * @param blocks where its blocks are
 */
record LoadedMedium(Medium medium, BlockMap blocks) {
    /** Takes hold of the disc; empty when it is closed already. */
    static Optional<LoadedMedium> hold(Medium medium) {
        return medium.hold().lease().map(lease -> {
            SharedByteSource hold = new SharedByteSource(new Held(lease));
            Medium own = new Medium(medium.name(), medium.disc(), medium.identity(), hold);
            return new LoadedMedium(own, BlockMap.of(medium.disc()));
        });
    }

    /** The disc leaves: it stays open only for those who are reading it. */
    void letGo() {
        medium.hold().release();
    }

    /** A source that ends a lease when it is closed. */
    private record Held(SharedByteSource.Lease lease) implements ByteSource {
        @Override
        public long lengthBytes() {
            return lease.source().lengthBytes();
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            lease.source().read(offsetBytes, destination);
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
