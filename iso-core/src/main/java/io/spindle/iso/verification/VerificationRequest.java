package io.spindle.iso.verification;

import io.spindle.iso.checksum.ChecksumLine;
import io.spindle.iso.openpgp.PublisherKey;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be verified, and against what.
 *
 * @param image the image file
 * @param beside whether files of checksums and signatures are looked for beside it
 * @param checksums files of checksums that were named
 * @param signatures detached signatures that were named, of the image or of those files
 * @param digests digests that were named
 * @param trusted keys that count
 */
public record VerificationRequest(
        Path image,
        boolean beside,
        List<Path> checksums,
        List<Path> signatures,
        List<ChecksumLine> digests,
        List<PublisherKey> trusted) {
    public VerificationRequest {
        checksums = List.copyOf(checksums);
        signatures = List.copyOf(signatures);
        digests = List.copyOf(digests);
        trusted = List.copyOf(trusted);
    }

    /** An image with what lies beside it. */
    public static VerificationRequest of(Path image, List<PublisherKey> trusted) {
        return new VerificationRequest(image, true, List.of(), List.of(), List.of(), trusted);
    }
}
