package io.spindle.iso.verification;

import io.spindle.iso.checksum.ChecksumLine;
import io.spindle.iso.openpgp.PublisherKey;
import io.spindle.iso.packed.PackedFiles;
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
 * @param packed what reading compressed images takes
 */
public record VerificationRequest(
        Path image,
        boolean beside,
        List<Path> checksums,
        List<Path> signatures,
        List<ChecksumLine> digests,
        List<PublisherKey> trusted,
        PackedFiles packed) {
    public VerificationRequest {
        checksums = List.copyOf(checksums);
        signatures = List.copyOf(signatures);
        digests = List.copyOf(digests);
        trusted = List.copyOf(trusted);
    }

    /** What is asked of an image that is not compressed, or can be read without a folder. */
    public VerificationRequest(
            Path image,
            boolean beside,
            List<Path> checksums,
            List<Path> signatures,
            List<ChecksumLine> digests,
            List<PublisherKey> trusted) {
        this(image, beside, checksums, signatures, digests, trusted, PackedFiles.inMemoryOnly());
    }

    /** The same, where reading compressed images takes this. */
    public VerificationRequest reading(PackedFiles other) {
        return new VerificationRequest(image, beside, checksums, signatures, digests, trusted, other);
    }

    /** An image with what lies beside it. */
    public static VerificationRequest of(Path image, List<PublisherKey> trusted) {
        return new VerificationRequest(image, true, List.of(), List.of(), List.of(), trusted);
    }
}
