package io.spindle.iso.verification;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.checksum.ChecksumFolder;
import io.spindle.iso.checksum.DigestAlgorithm;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.iso.verification.VerificationResult.VerifiedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Verifies a disc: reads each of its files once, and compares it with all that tells of it. */
public final class Verification {
    private final VerificationRequest request;
    private final PassProgress progress;
    private final Instant now;
    private long doneBytes;
    private long totalBytes;

    private Verification(VerificationRequest request, PassProgress progress, Clock clock) {
        this.request = request;
        this.progress = progress;
        this.now = clock.instant();
    }

    /** What the image itself holds to check it by. */
    private record Embedded(List<PassConsumer> consumers, List<Supplier<Evidence>> results) {
        static Embedded of(ByteSource image) throws IOException {
            Embedded found = new Embedded(new ArrayList<>(), new ArrayList<>());
            ImplantedMd5.find(image).ifPresent(it -> found.add(it, it::result));
            LibisofsTags.find(image).ifPresent(it -> found.add(it, it::result));
            return found;
        }

        private void add(PassConsumer consumer, Supplier<Evidence> result) {
            consumers.add(consumer);
            results.add(result);
        }
    }

    /**
     * Verifies a disc.
     *
     * @throws IOException when a file cannot be read, or was changed meanwhile
     * @throws CancellationException when it was given up
     */
    public static VerificationResult run(VerificationRequest request, PassProgress progress, Clock clock)
            throws IOException, InterruptedException {
        return new Verification(request, progress, clock).run();
    }

    private VerificationResult run() throws IOException, InterruptedException {
        try (DiscImage image = DiscImages.open(request.image())) {
            ByteSource contents = UserDataView.inspected(image.disc());
            Embedded embedded = Embedded.of(contents);
            boolean plain =
                    image.files().size() == 1 && contents == image.files().get(0);
            boolean codes = SectorCodes.has(image.disc());
            List<FileIdentity> identities = filesOf(request.image());
            totalBytes = identities.stream().mapToLong(FileIdentity::sizeBytes).sum()
                    + (plain || embedded.consumers().isEmpty() ? 0 : contents.lengthBytes())
                    + (codes ? SectorCodes.lengthBytes(image.disc()) : 0);
            List<VerifiedFile> files = new ArrayList<>();
            List<List<Evidence>> evidence = new ArrayList<>();
            for (FileIdentity identity : identities) {
                evidence.add(file(identity, plain ? embedded.consumers() : List.of(), files));
            }
            if (!plain) {
                String name = ChecksumSource.shown(request.image());
                SequentialPass.run(contents, embedded.consumers(), more(name));
                doneBytes += embedded.consumers().isEmpty() ? 0 : contents.lengthBytes();
            }
            List<Evidence> ofContents = new ArrayList<>(StructureCheck.of(image.disc()));
            embedded.results().forEach(it -> ofContents.add(it.get()));
            if (codes) {
                Optional<Evidence> right = SectorCodes.check(image.disc(), more("sectors")::test);
                right.ifPresent(ofContents::add);
            }
            return new VerificationResult(Verdict.of(evidence, ofContents), files, now);
        }
    }

    /**
     * When what lies beside an image and may tell of it was last changed.
     *
     * @throws IOException when the folder cannot be looked at
     */
    public static Instant besideChanged(Path image) throws IOException {
        Instant last = Instant.EPOCH;
        for (FileIdentity file : filesOf(image)) {
            List<Path> beside = new ArrayList<>(ChecksumFolder.beside(file.path()));
            beside.addAll(ChecksumFolder.signaturesOf(file.path()));
            List.copyOf(beside).forEach(it -> beside.addAll(ChecksumFolder.signaturesOf(it)));
            for (Path each : beside) {
                Instant changed = Files.getLastModifiedTime(each).toInstant();
                last = changed.isAfter(last) ? changed : last;
            }
        }
        return last;
    }

    /**
     * What an image is made of as it is now: the image file, then those that belong to it.
     *
     * @throws IOException when one cannot be looked at
     */
    public static List<FileIdentity> filesOf(Path image) throws IOException {
        List<FileIdentity> files = new ArrayList<>(List.of(FileIdentity.of(image)));
        for (Path file : DiscImages.companions(image).files()) {
            files.add(FileIdentity.of(file));
        }
        return files;
    }

    private List<Evidence> file(FileIdentity identity, List<PassConsumer> embedded, List<VerifiedFile> files)
            throws IOException, InterruptedException {
        // By the name that the user gave it, not the one that a link leads to.
        Path file = Files.isSameFile(identity.path(), request.image()) ? request.image() : identity.path();
        Claims claims = Claims.of(file, request, now);
        Map<DigestAlgorithm, Hashing.Whole> digests = new EnumMap<>(DigestAlgorithm.class);
        claims.algorithms().forEach(it -> digests.put(it, new Hashing.Whole(it)));
        Hashing.Leaves leaves = new Hashing.Leaves();
        List<PassConsumer> consumers = new ArrayList<>(digests.values());
        consumers.add(leaves);
        consumers.addAll(claims.consumers());
        consumers.addAll(embedded);
        try (FileByteSource source = FileByteSource.open(file)) {
            SequentialPass.run(source, consumers, more(ChecksumSource.shown(file)));
        }
        if (!FileIdentity.of(file).equals(identity)) {
            throw new IOException(file + " was changed while it was read: verify it again when it rests");
        }
        doneBytes += identity.sizeBytes();
        Map<DigestAlgorithm, String> known = new EnumMap<>(DigestAlgorithm.class);
        digests.forEach((algorithm, digest) -> known.put(algorithm, digest.hex()));
        files.add(new VerifiedFile(identity, known.get(DigestAlgorithm.SHA_256), leaves.tree()));
        return claims.result(known);
    }

    private java.util.function.LongPredicate more(String name) {
        return read -> progress.show(name, doneBytes + read, totalBytes);
    }
}
