package io.spindle.iso.verification;

import io.spindle.iso.checksum.ChecksumFolder;
import io.spindle.iso.checksum.ChecksumLine;
import io.spindle.iso.checksum.ChecksumText;
import io.spindle.iso.inspection.Labels;
import io.spindle.iso.openpgp.OpenPgpException;
import io.spindle.iso.openpgp.PublisherKey;
import io.spindle.iso.openpgp.SignatureResult;
import io.spindle.iso.openpgp.SignedText;
import io.spindle.iso.openpgp.Signer;
import io.spindle.iso.verification.Evidence.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of checksums with the signatures that go with it.
 *
 * @param name of the file, fit to be shown
 * @param named whether it was named, or named after the image, and so is meant for it
 * @param lines the digests that it tells; of signed text only those that are signed
 * @param signer the trusted publisher who signed it
 * @param evidence what is to be told of its signatures
 */
record ChecksumSource(
        String name, boolean named, List<ChecksumLine> lines, Optional<Signer> signer, List<Evidence> evidence) {
    private static final long MAXIMUM_BYTES = 4 << 20;

    /**
     * Reads one.
     *
     * @param signatures named ones that may be its own
     * @throws IOException when the file cannot be read
     */
    static ChecksumSource read(Path file, boolean named, List<Path> signatures, List<PublisherKey> trusted, Instant now)
            throws IOException {
        String name = shown(file);
        if (Files.size(file) > MAXIMUM_BYTES) {
            return new ChecksumSource(
                    name,
                    named,
                    List.of(),
                    Optional.empty(),
                    List.of(Evidence.note(Kind.DIGEST, name + " is too large for a file of checksums")));
        }
        byte[] bytes = Files.readAllBytes(file);
        List<Evidence> evidence = new ArrayList<>();
        if (SignedText.isClearSigned(bytes)) {
            return clearSigned(file, named, bytes, trusted, now);
        }
        Optional<Signer> signer = Optional.empty();
        boolean broken = false;
        for (Path signature : signaturesOf(file, signatures)) {
            try {
                SignedText text = SignedText.detached(bytes, read(signature), trusted, now);
                tell(shown(signature) + " over " + name, text.results(), evidence);
                signer = signer.or(text::signer);
                broken |= text.isBroken();
            } catch (OpenPgpException e) {
                evidence.add(Evidence.note(Kind.SIGNATURE, shown(signature) + " " + e.getMessage()));
            }
        }
        String body = new String(bytes, StandardCharsets.UTF_8);
        return new ChecksumSource(
                name, named, ChecksumText.read(body, name), broken ? Optional.empty() : signer, evidence);
    }

    private static ChecksumSource clearSigned(
            Path file, boolean named, byte[] bytes, List<PublisherKey> trusted, Instant now) {
        String name = shown(file);
        List<Evidence> evidence = new ArrayList<>();
        try {
            SignedText text = SignedText.clearSigned(bytes, trusted, now);
            tell(name, text.results(), evidence);
            return new ChecksumSource(name, named, ChecksumText.read(text.body(), name), text.signer(), evidence);
        } catch (OpenPgpException e) {
            evidence.add(Evidence.note(Kind.SIGNATURE, name + " " + e.getMessage() + "; nothing in it counts"));
            return new ChecksumSource(name, named, List.of(), Optional.empty(), evidence);
        }
    }

    private static List<Path> signaturesOf(Path file, List<Path> named) {
        return Stream.concat(ChecksumFolder.signaturesOf(file).stream(), named.stream())
                .distinct()
                .toList();
    }

    /** A signature is small, whatever stands behind it. */
    static byte[] read(Path signature) throws IOException {
        if (Files.size(signature) > MAXIMUM_BYTES) {
            throw new OpenPgpException("is too large for a signature");
        }
        return Files.readAllBytes(signature);
    }

    /** Good ones are told with what they sign. */
    static void tell(String name, List<SignatureResult> results, List<Evidence> evidence) {
        for (SignatureResult result : results) {
            switch (result.kind()) {
                case GOOD -> {}
                case BAD -> evidence.add(Evidence.bad(Kind.SIGNATURE, "signature " + name + ": " + result.text()));
                case UNKNOWN_KEY, REFUSED ->
                    evidence.add(Evidence.note(Kind.SIGNATURE, "signature " + name + ": " + result.text()));
            }
        }
    }

    static String shown(Path file) {
        return Labels.harmless(file.getFileName().toString());
    }
}
