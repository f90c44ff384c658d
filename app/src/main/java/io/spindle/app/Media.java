package io.spindle.app;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.scsi.Medium;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Makes of a disc of the library what can lie in a drive. */
final class Media {
    private static final int FINGERPRINT_BYTES = 64 * 1024;

    private Media() {}

    static Medium of(LibraryDisc disc) {
        return new Medium(disc.name(), disc.disc(), identity(disc), disc.userData());
    }

    /** Size and beginning tell discs apart, over restarts too; where nothing can be read, only this run does. */
    private static String identity(LibraryDisc disc) {
        if (!disc.hasBlocks()) {
            return disc.name() + " " + disc.generation();
        }
        ByteBuffer first = ByteBuffer.allocate(
                (int) Math.min(FINGERPRINT_BYTES, disc.userData().lengthBytes()));
        Optional<SharedByteSource.Lease> lease = disc.userData().lease();
        if (lease.isEmpty()) {
            return disc.name() + " " + disc.generation();
        }
        try (SharedByteSource.Lease held = lease.get()) {
            held.source().read(0, first);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return disc.userData().lengthBytes() + " " + HexFormat.of().formatHex(digest.digest(first.array()));
        } catch (IOException e) {
            return disc.name() + " " + disc.generation();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
