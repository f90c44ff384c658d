package io.spindle.iso.library;

import io.spindle.iso.bytes.CheckedByteSource;
import io.spindle.iso.bytes.ContentFault;
import io.spindle.iso.bytes.DamagedLeaves;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.LeafCheck;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.verification.FileIdentity;
import io.spindle.iso.verification.Grade;
import io.spindle.iso.verification.KeptVerification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of the discs of a library from verifications, which other processes may add to at any time. */
final class VerifiedDiscs {
    private static final Logger LOG = LoggerFactory.getLogger(VerifiedDiscs.class);
    /** Two changes within one tick of the file system's clock look like one. */
    private static final long TICK_NANOS = 2_000_000_000L;

    private final VerificationOptions options;
    private final BiConsumer<String, ContentFault> faults;
    private final Set<CheckedByteSource> checked = new HashSet<>();
    private final Map<String, Look> looked = new HashMap<>();
    private long revision = -1;
    private long changedNanos;
    private String failure = "";
    private volatile Map<String, Known> known = Map.of();

    /** What is known of a generation of a disc. */
    private record Known(long generation, KeptVerification kept) {}

    /** A disc with its files, as they were when it was opened, and the SHA-256 of a single one where that is known. */
    record Held(LibraryDisc disc, DiscImage image, Look look, Optional<String> sha256) {
        List<CheckedByteSource> sources() {
            return image.expanded().isPresent() ? List.of(image.expanded().get()) : List.copyOf(image.files());
        }
    }

    VerifiedDiscs(VerificationOptions options, BiConsumer<String, ContentFault> faults) {
        this.options = options;
        this.faults = faults;
    }

    Optional<KeptVerification> find(LibraryDisc disc) {
        return Optional.ofNullable(known.get(disc.name()))
                .filter(it -> it.generation() == disc.generation())
                .map(Known::kept);
    }

    /**
     * Why a disc is not to be given away.
     *
     * @param todo what people can do about it
     */
    Optional<String> refusal(LibraryDisc disc, String todo) {
        Grade grade = find(disc).map(it -> it.verdict().grade()).orElse(Grade.UNVERIFIED);
        return options.required()
                .filter(required -> grade.compareTo(required) < 0)
                .map(required -> disc.name() + " is " + grade.title() + ", and '" + required.word()
                        + "' is required (verification.require): " + todo);
    }

    /** Looks again where anything may be new; gives the names of discs of which something else is known now. */
    List<String> refresh(List<Held> discs) throws IOException {
        long now = options.store().revision();
        if (now != revision) {
            revision = now;
            changedNanos = System.nanoTime();
        }
        boolean all = System.nanoTime() - changedNanos < TICK_NANOS;
        Map<String, Known> found = new HashMap<>();
        List<String> changed = new ArrayList<>();
        for (Held held : discs) {
            String name = held.disc().name();
            boolean fresh = !held.look().equals(looked.put(name, held.look()));
            Optional<KeptVerification> kept = all || fresh ? tryLook(held) : find(held.disc());
            kept.ifPresent(it -> found.put(name, new Known(held.disc().generation(), it)));
            if (!kept.map(KeptVerification::verdict).equals(find(held.disc()).map(KeptVerification::verdict))) {
                changed.add(name);
            }
        }
        looked.keySet().retainAll(discs.stream().map(it -> it.disc().name()).collect(Collectors.toSet()));
        checked.retainAll(discs.stream().flatMap(it -> it.sources().stream()).collect(Collectors.toSet()));
        known = Map.copyOf(found);
        return changed;
    }

    /** What cannot be looked at counts as not verified, and is looked at again. */
    private Optional<KeptVerification> tryLook(Held held) {
        try {
            return look(held);
        } catch (IOException e) {
            looked.remove(held.disc().name());
            if (!e.toString().equals(failure)) {
                LOG.warn("what is known of {} cannot be read: {}", held.disc().name(), e.toString());
            }
            failure = e.toString();
            return Optional.empty();
        }
    }

    private Optional<KeptVerification> look(Held held) throws IOException {
        List<FileIdentity> files = new ArrayList<>();
        for (Look.FileLook file : held.look().files()) {
            files.add(FileIdentity.of(file.path(), file.fileKey(), file.sizeBytes(), file.modifiedMillis()));
        }
        Optional<KeptVerification> kept = options.store().find(files);
        if (kept.isEmpty() && held.sha256().isPresent()) {
            kept = options.store().findCopy(files.get(0), held.sha256().get());
        }
        if (kept.isPresent() && options.checkReads() && kept.get().verdict().grade() != Grade.MISMATCH) {
            check(held, files, kept.get());
        }
        return kept;
    }

    /** Of a compressed image what it expands to is checked, of others their files. */
    private void check(Held held, List<FileIdentity> files, KeptVerification kept) throws IOException {
        if (held.image().expanded().isPresent()) {
            check(
                    held,
                    held.image().expanded().get(),
                    kept.expanded(),
                    files.get(0).path());
            return;
        }
        for (FileByteSource source : held.image().files()) {
            Path path = source.path().toRealPath();
            for (int i = 0; i < files.size(); i++) {
                if (files.get(i).path().equals(path)) {
                    check(held, source, Optional.of(kept.digests().get(i)), path);
                }
            }
        }
    }

    private void check(Held held, CheckedByteSource source, Optional<String> sha256, Path path) throws IOException {
        if (checked.contains(source)) {
            return;
        }
        Optional<LeafCheck> leaves = sha256.isPresent() ? options.store().leaves(sha256.get()) : Optional.empty();
        if (leaves.isPresent()) {
            String disc = held.disc().name();
            boolean expanded = held.image().expanded().isPresent();
            source.checkReads(
                    leaves.get(), new DamagedLeaves(path.toString(), expanded, fault -> faults.accept(disc, fault)));
            checked.add(source);
        } else {
            LOG.warn("the hashes of {} are not kept: what is read of it is not checked; verify it again", path);
        }
    }
}
