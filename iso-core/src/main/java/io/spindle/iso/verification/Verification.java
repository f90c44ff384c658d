package io.spindle.iso.verification;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.DamagedLeaves;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.chd.ChdSums;
import io.spindle.iso.checksum.ChecksumFolder;
import io.spindle.iso.checksum.DigestAlgorithm;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.iso.image.PackedNames;
import io.spindle.iso.inspection.Labels;
import io.spindle.iso.packed.NotExpandedException;
import io.spindle.iso.verification.Evidence.Kind;
import io.spindle.iso.verification.VerificationResult.HashedBytes;
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
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
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
        static Embedded of(ByteSource image) {
            Embedded found = new Embedded(new ArrayList<>(), new ArrayList<>());
            try {
                ImplantedMd5.find(image).ifPresent(it -> found.add(it, it::result));
                LibisofsTags.find(image).ifPresent(it -> found.add(it, it::result));
            } catch (IOException e) {
                // Those who read all of it tell what is wrong.
                return new Embedded(List.of(), List.of());
            }
            return found;
        }

        private void add(PassConsumer consumer, Supplier<Evidence> result) {
            consumers.add(consumer);
            results.add(result);
        }
    }

    /** What there is to be looked at of an image, besides its files. */
    private record Parts(
            DiscImage image, ByteSource contents, Embedded embedded, boolean codes, Optional<ChdSha1> chd) {
        static Parts of(DiscImage image) throws IOException {
            ByteSource contents = UserDataView.inspected(image.disc());
            return new Parts(image, contents, Embedded.of(contents), SectorCodes.has(image.disc()), ChdSha1.of(image));
        }

        /** True when the file is what it holds, so that one pass is enough. */
        boolean isPlain() {
            return image.files().size() == 1 && contents == image.files().get(0);
        }

        /** True when what the file expands to is what it holds. */
        boolean isExpanded() {
            return image.expanded().filter(it -> it == contents).isPresent();
        }

        /** True when what it holds takes a pass of its own. */
        boolean isAlone() {
            return !isPlain() && !isExpanded() && !embedded.consumers().isEmpty();
        }

        long moreBytes() {
            return image.expanded().map(ByteSource::lengthBytes).orElse(0L)
                    + chd.map(ChdSha1::lengthBytes).orElse(0L)
                    + (isAlone() ? contents.lengthBytes() : 0)
                    + (codes ? SectorCodes.lengthBytes(image.disc()) : 0);
        }
    }

    /** What was found of a file, and is not told before what it expands to was read too. */
    private record ReadFile(FileIdentity identity, Claims claims, Digests digests) {}

    /** Digests that are made of some bytes, all in one pass. */
    private record Digests(Map<DigestAlgorithm, Hashing.Whole> whole, Hashing.Leaves leaves) {
        static Digests of(Set<DigestAlgorithm> algorithms) {
            Map<DigestAlgorithm, Hashing.Whole> whole = new EnumMap<>(DigestAlgorithm.class);
            algorithms.forEach(it -> whole.put(it, new Hashing.Whole(it)));
            return new Digests(whole, new Hashing.Leaves());
        }

        List<PassConsumer> consumers() {
            List<PassConsumer> consumers = new ArrayList<>(whole.values());
            consumers.add(leaves);
            return consumers;
        }

        Map<DigestAlgorithm, String> hex() {
            Map<DigestAlgorithm, String> known = new EnumMap<>(DigestAlgorithm.class);
            whole.forEach((algorithm, digest) -> known.put(algorithm, digest.hex()));
            return known;
        }

        HashedBytes hashed() {
            return new HashedBytes(whole.get(DigestAlgorithm.SHA_256).hex(), leaves.tree());
        }
    }

    /**
     * Verifies a disc.
     *
     * @throws IOException when a file cannot be read, or was changed meanwhile
     * @throws NotExpandedException when it is compressed and has to be expanded first
     * @throws CancellationException when it was given up
     */
    public static VerificationResult run(VerificationRequest request, PassProgress progress, Clock clock)
            throws IOException, InterruptedException {
        return new Verification(request, progress, clock).run();
    }

    private VerificationResult run() throws IOException, InterruptedException {
        try (DiscImage image = DiscImages.open(request.image(), request.packed())) {
            Parts parts = Parts.of(image);
            List<FileIdentity> identities = filesOf(request.image());
            totalBytes = identities.stream().mapToLong(FileIdentity::sizeBytes).sum() + parts.moreBytes();
            List<PassConsumer> embedded = parts.embedded().consumers();
            List<ReadFile> files = new ArrayList<>();
            for (FileIdentity identity : identities) {
                files.add(read(identity, image.expanded().isPresent(), parts.isPlain() ? embedded : List.of()));
            }
            List<Evidence> ofContents = new ArrayList<>();
            Optional<Digests> expanded = image.expanded().isPresent()
                    ? expand(image, files.get(0), parts.isExpanded() ? embedded : List.of(), ofContents::add)
                    : Optional.empty();
            boolean readable = expanded.isPresent() == image.expanded().isPresent() && hunks(parts, ofContents);
            ofContents.addAll(StructureCheck.of(image.disc()));
            if (readable) {
                contents(parts, ofContents);
            }
            return result(files, expanded, ofContents);
        }
    }

    /** False when some of the hunks of a CHD file cannot be expanded, so that no more can be told of what they hold. */
    private boolean hunks(Parts parts, List<Evidence> told) throws IOException {
        if (parts.chd().isEmpty()) {
            return true;
        }
        ChdSums sums = parts.chd().get().sums(more("hunks"));
        doneBytes += parts.chd().get().lengthBytes();
        ChdSha1.evidence(sums).ifPresent(told::add);
        return sums.damagedHunks() == 0;
    }

    private void contents(Parts parts, List<Evidence> told) throws IOException, InterruptedException {
        if (parts.isAlone()) {
            pass(parts.contents(), parts.embedded().consumers(), name(request.image()));
        }
        parts.embedded().results().forEach(it -> told.add(it.get()));
        if (parts.codes()) {
            SectorCodes.check(parts.image().disc(), more("sectors")).ifPresent(told::add);
        }
    }

    private VerificationResult result(List<ReadFile> files, Optional<Digests> expanded, List<Evidence> ofContents)
            throws IOException {
        List<VerifiedFile> verified = new ArrayList<>();
        List<List<Evidence>> evidence = new ArrayList<>();
        Map<DigestAlgorithm, String> ofExpanded = expanded.map(Digests::hex).orElse(Map.of());
        for (ReadFile file : files) {
            checkUnchanged(file.identity());
            verified.add(new VerifiedFile(file.identity(), file.digests().hashed()));
            evidence.add(file.claims().result(file.digests().hex(), ofExpanded));
        }
        return new VerificationResult(Verdict.of(evidence, ofContents), verified, expanded.map(Digests::hashed), now);
    }

    /**
     * When what lies beside an image and may tell of it was last changed.
     *
     * @throws IOException when the folder cannot be looked at
     */
    public static Instant besideChanged(Path image) throws IOException {
        Instant last = Instant.EPOCH;
        for (FileIdentity file : filesOf(image)) {
            Path content = file.path()
                    .resolveSibling(
                            PackedNames.ofContent(file.path().getFileName().toString()));
            List<Path> beside = new ArrayList<>(
                    Claims.beside(file.path(), Optional.of(content.getFileName().toString())));
            beside.addAll(ChecksumFolder.signaturesOf(file.path()));
            beside.addAll(ChecksumFolder.signaturesOf(content));
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

    private ReadFile read(FileIdentity identity, boolean isPacked, List<PassConsumer> embedded)
            throws IOException, InterruptedException {
        // By the name that the user gave it, not the one that a link leads to.
        Path file = Files.isSameFile(identity.path(), request.image()) ? request.image() : identity.path();
        Optional<String> contentName =
                isPacked ? Optional.of(PackedNames.ofContent(file.getFileName().toString())) : Optional.empty();
        Claims claims = Claims.of(file, contentName, request, now);
        Digests digests = Digests.of(claims.algorithms());
        List<PassConsumer> consumers = digests.consumers();
        consumers.addAll(claims.consumers(Claims.Subject.FILE));
        consumers.addAll(embedded);
        try (FileByteSource source = FileByteSource.open(file)) {
            pass(source, consumers, name(file));
        }
        checkUnchanged(identity);
        return new ReadFile(identity, claims, digests);
    }

    private static void checkUnchanged(FileIdentity identity) throws IOException {
        if (!FileIdentity.of(identity.path()).equals(identity)) {
            throw new IOException(identity.path() + " was changed while it was read: verify it again when it rests");
        }
    }

    /**
     * Reads what a compressed file expands to; empty when that cannot be read to its end.
     *
     * @param embedded what the image itself holds to check it by
     */
    private Optional<Digests> expand(
            DiscImage image, ReadFile file, List<PassConsumer> embedded, Consumer<Evidence> told)
            throws IOException, InterruptedException {
        // What is expanded now is to be what was hashed before.
        for (FileByteSource open : image.files()) {
            open.checkReads(
                    file.digests().leaves().tree().check(),
                    new DamagedLeaves(open.path().toString(), false, fault -> {}));
        }
        Digests digests = Digests.of(file.claims().algorithms());
        List<PassConsumer> consumers = digests.consumers();
        consumers.addAll(file.claims().consumers(Claims.Subject.CONTENT));
        consumers.addAll(embedded);
        ByteSource expanded = image.expanded().orElseThrow();
        try {
            pass(expanded, consumers, name(file.identity().path()) + ", expanded");
            return Optional.of(digests);
        } catch (IOException e) {
            told.accept(Evidence.bad(
                    Kind.EXPANSION,
                    "it cannot be expanded to its end: " + Labels.harmless(String.valueOf(e.getMessage()))));
            return Optional.empty();
        }
    }

    private void pass(ByteSource source, List<PassConsumer> consumers, String shown)
            throws IOException, InterruptedException {
        SequentialPass.run(source, consumers, more(shown));
        doneBytes += source.lengthBytes();
    }

    private static String name(Path file) {
        return ChecksumSource.shown(file);
    }

    private LongPredicate more(String name) {
        return read -> progress.show(name, doneBytes + read, totalBytes);
    }
}
