package io.spindle.iso.verification;

import io.spindle.iso.bytes.MerkleTree;
import io.spindle.iso.checksum.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a verification found.
 *
 * @param verdict how far the disc can be trusted
 * @param files the image file, then those that belong to it
 * @param expanded what a compressed image file expands to
 * @param at when
 */
public record VerificationResult(
        Verdict verdict, List<VerifiedFile> files, Optional<HashedBytes> expanded, Instant at) {
    public VerificationResult {
        files = List.copyOf(files);
    }

    /**
     * A file that was read.
     *
     * @param identity of the file, as it was before and after
     */
    public record VerifiedFile(FileIdentity identity, HashedBytes bytes) {}

    /**
     * Some bytes by their hashes.
     *
     * @param sha256 in hexadecimal digits
     * @param tree of hashes of their leaves
     */
    public record HashedBytes(String sha256, MerkleTree tree) {}

    /** What names the content, whatever its files are called: the SHA-256 of a single file, or one over those of all. */
    public String contentId() {
        return contentId(files.stream().map(it -> it.bytes().sha256()).toList());
    }

    static String contentId(List<String> digests) {
        if (digests.size() == 1) {
            return digests.get(0);
        }
        String all = digests.stream().collect(Collectors.joining("\n"));
        byte[] bytes = all.getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().formatHex(DigestAlgorithm.SHA_256.newDigest().digest(bytes));
    }

    /** The same content with another verdict. */
    VerificationResult with(Verdict other) {
        return new VerificationResult(other, files, expanded, at);
    }
}
