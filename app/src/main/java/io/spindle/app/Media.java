package io.spindle.app;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.disc.DiscIdentity;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.scsi.Medium;
import java.util.Optional;

/** Makes of a disc of the library what can lie in a drive. */
final class Media {
    private Media() {}

    /**
     * Reads a few sectors, and so may wait for a device.
     *
     * @param taken what the disc is taken for, empty for what it looks like
     */
    static Medium of(LibraryDisc disc, Optional<MediumType> taken) {
        return new Medium(
                disc.name(), taken.map(disc.disc()::withMedium).orElse(disc.disc()), identity(disc), disc.userData());
    }

    private static String identity(LibraryDisc disc) {
        Optional<SharedByteSource.Lease> lease = disc.userData().lease();
        if (lease.isEmpty()) {
            return disc.name() + " " + disc.generation();
        }
        try {
            return DiscIdentity.of(disc.disc());
        } finally {
            lease.get().close();
        }
    }
}
