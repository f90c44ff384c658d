package io.spindle.iso.verification;

import io.spindle.iso.bytes.LeafCheck;
import io.spindle.iso.bytes.StateFiles;
import io.spindle.iso.checksum.DigestAlgorithm;
import io.spindle.iso.openpgp.Signer;
import io.spindle.iso.openpgp.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what verifications found, in a folder: under the path of the image for as long as its files are as they were, and
 * under the content, so that a copy elsewhere is known too. What a publisher signed counts for as long as he is trusted.
 */
public final class VerificationStore {
    private static final String OF_PATH = ".image";
    private static final String OF_CONTENT = ".content";
    private static final String LEAVES = ".leaves";

    private final Path folder;
    private final Path keys;

    private VerificationStore(Path folder, Path keys) {
        this.folder = folder;
        this.keys = keys;
    }

    /** That of a state folder. */
    public static VerificationStore in(Path stateFolder) {
        return new VerificationStore(stateFolder.resolve("verified"), stateFolder.resolve("trusted"));
    }

    /** The keys that the administrator trusts, which lie beside it. */
    public TrustedKeys trusted() {
        return new TrustedKeys(keys);
    }

    /** Another number after anything was kept, or a key was added or removed. */
    public long revision() throws IOException {
        return modified(folder) * 31 + modified(keys);
    }

    private static long modified(Path path) throws IOException {
        try {
            var time = Files.getLastModifiedTime(path).toInstant();
            return time.getEpochSecond() * 1_000_000_000L + time.getNano();
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /**
     * Keeps a result. Where the same content was found better before, and nothing speaks against it now, that is kept on.
     *
     * @return what counts
     */
    public VerificationResult keep(VerificationResult result) throws IOException {
        Files.createDirectories(folder);
        Path content = folder.resolve(result.contentId() + OF_CONTENT);
        VerificationResult kept =
                read(content).map(it -> better(result, it.verdict())).orElse(result);
        for (VerificationResult.VerifiedFile file : kept.files()) {
            writeLeaves(file.bytes());
        }
        if (kept.expanded().isPresent()) {
            writeLeaves(kept.expanded().get());
        }
        byte[] text = ResultText.of(kept).write().getBytes(StandardCharsets.UTF_8);
        if (kept.verdict().grade() != Grade.MISMATCH) {
            StateFiles.replace(content, text);
        }
        StateFiles.replace(ofPath(kept.files().get(0).identity()), text);
        return kept;
    }

    private VerificationResult better(VerificationResult now, Verdict before) {
        boolean wins = now.verdict().grade() != Grade.MISMATCH
                && before.grade().compareTo(now.verdict().grade()) > 0;
        if (!wins) {
            return now;
        }
        List<Evidence> evidence = new ArrayList<>(before.evidence());
        Evidence note =
                Evidence.note(Evidence.Kind.DIGEST, "the same content was verified before, with more to compare");
        if (!evidence.contains(note)) {
            evidence.add(note);
        }
        return now.with(new Verdict(before.grade(), before.signer(), evidence));
    }

    /**
     * What is known of files, the image file first.
     *
     * @return empty when nothing is, or one of them is no longer what it was
     */
    public Optional<KeptVerification> find(List<FileIdentity> files) throws IOException {
        Optional<ResultText> known = files.isEmpty() ? Optional.empty() : read(ofPath(files.get(0)));
        if (known.isEmpty() || known.get().files().size() != files.size()) {
            return Optional.empty();
        }
        List<String> digests = new ArrayList<>();
        for (FileIdentity file : files) {
            known.get().files().stream()
                    .filter(it -> it.identity().equals(file))
                    .findFirst()
                    .ifPresent(it -> digests.add(it.sha256()));
        }
        return digests.size() == files.size()
                ? Optional.of(new KeptVerification(
                        known.get().verdict(),
                        known.get().at(),
                        digests,
                        known.get().expanded()))
                : Optional.empty();
    }

    /**
     * What is known of a file through a copy of it, which from now on is known of the file too.
     *
     * @param sha256 of the file
     */
    public Optional<KeptVerification> findCopy(FileIdentity file, String sha256) throws IOException {
        Optional<ResultText> known = read(folder.resolve(sha256 + OF_CONTENT));
        if (known.isEmpty()) {
            return Optional.empty();
        }
        ResultText copy = known.get();
        ResultText now = new ResultText(
                copy.at(), copy.verdict(), List.of(new ResultText.KeptFile(file, sha256)), copy.expanded());
        StateFiles.replace(ofPath(file), now.write().getBytes(StandardCharsets.UTF_8));
        return find(List.of(file));
    }

    /** The hashes of the leaves of bytes with that SHA-256; empty when they are not kept, or were damaged. */
    public Optional<LeafCheck> leaves(String sha256) throws IOException {
        return KeptLeaves.open(folder.resolve(sha256 + LEAVES));
    }

    private void writeLeaves(VerificationResult.HashedBytes bytes) throws IOException {
        StateFiles.replace(folder.resolve(bytes.sha256() + LEAVES), KeptLeaves.encode(bytes.tree()));
    }

    private Path ofPath(FileIdentity file) {
        byte[] path = file.path().toString().getBytes(StandardCharsets.UTF_8);
        String name =
                HexFormat.of().formatHex(DigestAlgorithm.SHA_256.newDigest().digest(path));
        return folder.resolve(name + OF_PATH);
    }

    private Optional<ResultText> read(Path file) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Optional<ResultText> read = ResultText.read(text);
        if (read.isEmpty() || read.get().verdict().signer().isEmpty()) {
            return read;
        }
        Signer signer = read.get().verdict().signer().get();
        return trusted().stillTrusts(signer.fingerprint())
                ? read
                : read.map(it -> new ResultText(it.at(), it.verdict().without(signer), it.files(), it.expanded()));
    }
}
