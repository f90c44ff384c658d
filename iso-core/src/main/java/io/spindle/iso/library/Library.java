package io.spindle.iso.library;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.ContentFault;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.PaddedByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.cache.CacheStatistics;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.iso.image.ImageFormatException;
import io.spindle.iso.inspection.Inspection;
import io.spindle.iso.inspection.Inspector;
import io.spindle.iso.packed.NotExpandedException;
import io.spindle.iso.packed.PackedFormatException;
import io.spindle.iso.verification.KeptVerification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The discs that there are, by name: files of watched folders, single files, and sources that were added.
 *
 * <p>A name is immutable content. Its size never shrinks, across restarts too; a replaced file is a new generation, while
 * those who hold the old one go on reading the old bytes. Look-ups answer from memory; one thread looks at the disk.
 */
public final class Library implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Library.class);
    private static final long RESCAN_MILLIS = 1000;
    private static final String PERCENT = "[0-9]+ %";

    private final LibraryOptions options;
    private final RememberedSizes sizes;
    private final Consumer<LibraryEvent> listener;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "library");
        thread.setDaemon(true);
        return thread;
    });

    private final Map<String, OpenDisc> open = new HashMap<>();
    private final Map<String, Damaged> damaged = new HashMap<>();
    private final SheetCompanions companions = new SheetCompanions();
    private final Map<String, Settling> settling = new HashMap<>();
    private final Map<Path, String> refused = new HashMap<>();
    private final Optional<Expansions> expansions;
    private long generations;
    private String lookFailure = "";
    private volatile SortedMap<String, LibraryDisc> catalogue = Collections.emptySortedMap();
    private volatile List<LibraryDisc> discs = List.of();
    private volatile List<SkippedFile> skipped = List.of();
    private volatile Optional<VerifiedDiscs> verified = Optional.empty();
    private volatile Optional<Gate> gate = Optional.empty();
    /** What people can do to have a disc verified. */
    private volatile Map<String, String> advice = Map.of();

    /** Names of discs that no file holds. */
    private final Set<String> madeHere = ConcurrentHashMap.newKeySet();
    /** Those of single files that were added while it runs, with the SHA-256 of each. */
    private final Map<String, AddedFile> added = new HashMap<>();

    /** Who decides, beside verification, which discs are admitted. */
    @FunctionalInterface
    public interface Gate {
        /** Why a disc is not to be exported or inserted; from memory. */
        Optional<String> refusal(LibraryDisc disc);

        /** Begins to look at a disc that has come; complete when {@link #refusal} tells what was found. */
        default CompletableFuture<Void> arrived(LibraryDisc disc) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private record OpenDisc(DiscImage image, LibraryDisc disc, Look look) {}

    private record AddedFile(OpenDisc open, Optional<String> sha256) {}

    private record Admitted(DiscImage image, Look look) {}

    /** What was wrong with an image that is not tried again until it changes. */
    private record Damaged(Look look, String reason) {}

    /** Why an image is not served; {@code passes} when it will be soon, and what it replaces is served until then. */
    private record Fault(String reason, boolean passes) {}

    private record Settling(Look look, long sinceNanos) {}

    private Library(LibraryOptions options, Consumer<LibraryEvent> listener) {
        this.options = options;
        this.sizes = new RememberedSizes(options.stateFile());
        this.listener = listener;
        this.expansions = options.packed().store().map(Expansions::new);
    }

    /**
     * Looks at the sources once, and from then on watches them.
     *
     * @param listener is told of every change after the first look, on the library's thread
     * @throws IOException when the state file cannot be read or written
     */
    public static Library open(LibraryOptions options, Consumer<LibraryEvent> listener) throws IOException {
        Library library = new Library(options, listener);
        library.sizes.raise(Map.of());
        library.look(true);
        library.worker.scheduleWithFixedDelay(library::lookAgain, RESCAN_MILLIS, RESCAN_MILLIS, TimeUnit.MILLISECONDS);
        return library;
    }

    /** All discs in the order of their names; from memory, and the same list until something changes. */
    public List<LibraryDisc> discs() {
        return discs;
    }

    /** The disc of that name; from memory. */
    public Optional<LibraryDisc> find(String name) {
        return Optional.ofNullable(catalogue.get(name));
    }

    /** The files that are not served, each with the reason. */
    public List<SkippedFile> skipped() {
        return skipped;
    }

    /** The compressed images that are being expanded, or wait for it. */
    public List<Expanding> expanding() {
        return expansions.map(Expansions::underWay).orElse(List.of());
    }

    /** What the cache of compressed images has done. */
    public CacheStatistics cacheStatistics() {
        return options.packed().cache().statistics();
    }

    /**
     * From now on it is known what verifications found of the discs, and what was not verified is not admitted.
     *
     * @param faults is told which disc has damage that was read, where reads are checked; on the thread of the reader
     * @throws IOException when what is kept of verifications cannot be read
     */
    public synchronized void verifyBy(VerificationOptions options, BiConsumer<String, ContentFault> faults)
            throws IOException {
        verified = Optional.of(new VerifiedDiscs(options, faults));
        lookVerified(event -> {});
    }

    /** What a verification found of the disc of that name; from memory. */
    public Optional<KeptVerification> verification(String name) {
        return find(name).flatMap(disc -> verified.flatMap(it -> it.find(disc)));
    }

    /** Why the disc of that name is not to be exported or inserted; from memory. */
    public Optional<String> refusal(String name) {
        return find(name).flatMap(this::refusal);
    }

    /** Why this very disc is not to be exported or inserted, whatever has its name now; from memory. */
    public Optional<String> refusal(LibraryDisc disc) {
        // What the server makes itself, nobody can have verified.
        Optional<String> unverified = madeHere.contains(disc.name())
                ? Optional.empty()
                : verified.flatMap(it -> it.refusal(disc, todo(disc)));
        return unverified.or(() -> gate.flatMap(it -> it.refusal(disc)));
    }

    private String todo(LibraryDisc disc) {
        return advice.getOrDefault(disc.name(), "run 'spindle verify' on its file");
    }

    /** From now on a disc is admitted only when this tells no reason against it. */
    public void admitBy(Gate other) {
        gate = Optional.of(other);
    }

    /** Completes when all is known that {@link #refusal} can tell of the disc of that name. */
    public CompletableFuture<Void> examined(String name) {
        return find(name)
                .flatMap(disc -> gate.map(it -> it.arrived(disc)))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** What {@link #admitBy} says of a disc is another thing now; the text tells what. */
    public void admissionChanged(String name, String text) {
        try {
            worker.execute(() -> {
                synchronized (this) {
                    discs = List.copyOf(new ArrayList<>(discs));
                }
                listener.accept(new LibraryEvent(LibraryEvent.Kind.VERIFIED, name, text));
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: {}, but the library is closed", name, text);
        }
    }

    /** The disc of that name, unless it is not to be exported or inserted; from memory. */
    public Optional<LibraryDisc> findAdmitted(String name) {
        return find(name).filter(disc -> refusal(disc).isEmpty());
    }

    private synchronized void lookVerified(Consumer<LibraryEvent> listening) throws IOException {
        Map<String, String> told = new HashMap<>();
        open.forEach((name, disc) -> told.put(
                name, "run 'spindle verify " + disc.look().files().get(0).path() + "'"));
        added.keySet()
                .forEach(name -> told.put(name, "run 'spindle verify' on a copy of it, which then counts for it"));
        advice = Map.copyOf(told);
        if (verified.isEmpty()) {
            return;
        }
        List<VerifiedDiscs.Held> held = new ArrayList<>();
        open.values().forEach(it -> held.add(held(it, Optional.empty())));
        added.values().forEach(it -> held.add(held(it.open(), it.sha256())));
        List<String> changed = verified.get().refresh(held);
        if (!changed.isEmpty()) {
            // Another list, so that those who keep what they made of it make it anew.
            discs = List.copyOf(new ArrayList<>(discs));
        }
        for (String name : changed) {
            String text = verification(name).map(it -> it.verdict().summary()).orElse("no longer known");
            listening.accept(new LibraryEvent(LibraryEvent.Kind.VERIFIED, name, text));
        }
    }

    private static VerifiedDiscs.Held held(OpenDisc open, Optional<String> sha256) {
        return new VerifiedDiscs.Held(open.disc(), open.image(), open.look(), sha256);
    }

    /** Adds a disc that no file holds. */
    public synchronized void add(String name, ByteSource image) throws IOException {
        checkName(name);
        madeHere.add(name);
        DiscImage made = new DiscImage("", Disc.ofUserData(image), List.of(), Optional.empty());
        publish(remember(Map.of(name, new Admitted(made, Look.NONE))), Set.of(), event -> {});
    }

    /**
     * Adds a file of 2048-byte blocks that lies in no watched folder.
     *
     * @param sha256 of what it holds, where that is known: a verification of a copy then counts for it
     * @throws IOException when it cannot be opened, or the name cannot be had
     */
    public synchronized void addFile(String name, Path file, Optional<String> sha256) throws IOException {
        checkName(name);
        FileByteSource source = FileByteSource.open(file);
        DiscImage image = new DiscImage("ISO", Disc.ofUserData(source), List.of(source), Optional.empty());
        Look look = new Look(List.of(new Look.FileLook(
                file, source.fileKey(), source.lengthBytes(), source.modified().toMillis())));
        Map<String, LibraryDisc> arrived = rememberOrClose(Map.of(name, new Admitted(image, look)));
        publish(arrived, Set.of(), this::tellLater);
        madeHere.remove(name);
        added.put(name, new AddedFile(new OpenDisc(image, arrived.get(name), look), sha256));
        try {
            lookVerified(this::tellLater);
        } catch (IOException e) {
            // It is not verified then, and looked at again.
            LOG.warn("what is known of {} cannot be read: {}", name, e.toString());
        }
    }

    private void tellLater(LibraryEvent event) {
        try {
            worker.execute(() -> listener.accept(event));
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the library is closed", event);
        }
    }

    private void checkName(String name) throws IOException {
        Optional<String> fault = DiscNames.fault(name);
        if (fault.isPresent()) {
            throw new IOException("'" + name + "' cannot name a disc: " + fault.get());
        }
        if (open.containsKey(name)) {
            throw new IOException("two discs of the name '" + name + "': one is a file; rename it, or leave one out");
        }
    }

    /**
     * Takes away a disc that was added, and forgets it; those who hold it go on reading it.
     *
     * @throws IOException when it cannot be forgotten
     */
    public synchronized void remove(String name) throws IOException {
        if (catalogue.containsKey(name) && !open.containsKey(name)) {
            publish(Map.of(), Set.of(name), added.remove(name) == null ? event -> {} : this::tellLater);
            madeHere.remove(name);
            sizes.forget(name);
        }
    }

    /**
     * Drops what is remembered of a name, so that its next generation may be smaller. Works beside a running server.
     *
     * @return false when nothing was remembered
     */
    public static boolean forget(Path stateFile, String name) throws IOException {
        return new RememberedSizes(stateFile).forget(name);
    }

    /** The image files that a library of that folder would serve, in the order of their names. */
    public static List<Path> imagesOf(Path folder) {
        return FolderScan.of(List.of(folder), new SheetCompanions()).found().values().stream()
                .map(FolderScan.Found::path)
                .toList();
    }

    private void lookAgain() {
        try {
            look(false);
            lookVerified(listener);
            lookFailure = "";
        } catch (IOException | RuntimeException | Error e) {
            // What is thrown out of here ends all looking; memory that ran out at this look may do for the next.
            if (!e.toString().equals(lookFailure)) {
                LOG.error("looking for discs failed, tried again every second: {}", e.toString());
            }
            lookFailure = e.toString();
        }
    }

    private synchronized void look(boolean first) throws IOException {
        FolderScan scan = FolderScan.of(options.sources(), companions);
        Map<String, Admitted> arrived = new TreeMap<>();
        List<SkippedFile> notServed = new ArrayList<>(scan.skipped());
        Set<String> gone = new HashSet<>(open.keySet());
        scan.found().forEach((name, found) -> {
            OpenDisc known = open.get(name);
            if (known == null && catalogue.containsKey(name)) {
                notServed.add(new SkippedFile(found.path(), "its name is that of a disc that no file holds"));
                return;
            }
            if (known != null && known.look().equals(found.look())) {
                gone.remove(name);
                settling.remove(name);
                return;
            }
            if (known != null && !isChangedInPlace(known, found.look())) {
                gone.remove(name);
            }
            if ((first && found.named()) || isComplete(name, found.look(), first)) {
                Optional<Fault> fault = admit(name, found, arrived);
                fault.ifPresent(it -> notServed.add(new SkippedFile(found.path(), it.reason())));
                if (fault.isPresent() && !fault.get().passes() && known != null) {
                    gone.add(name);
                }
            } else {
                notServed.add(new SkippedFile(found.path(), "is being written; served when it rests"));
            }
        });
        settling.keySet().retainAll(scan.found().keySet());
        damaged.keySet().retainAll(scan.found().keySet());
        expansions.ifPresent(it -> it.keepOnly(scan.found().keySet()));
        gone.removeAll(arrived.keySet());
        Map<String, LibraryDisc> arrivedDiscs = rememberOrClose(arrived);
        publish(arrivedDiscs, gone, first ? event -> {} : listener);
        arrivedDiscs.forEach((name, disc) -> {
            Admitted admitted = arrived.get(name);
            open.put(name, new OpenDisc(admitted.image(), disc, admitted.look()));
        });
        report(notServed, first);
    }

    /** The bytes of an open file are no longer those that its clients began to read: their reads fail from now on. */
    private boolean isChangedInPlace(OpenDisc known, Look look) {
        List<FileByteSource> changed =
                known.image().files().stream().filter(look::isChanged).toList();
        changed.forEach(
                file -> file.fail("the image file was changed in place; connect again to read the new content"));
        if (!changed.isEmpty()) {
            listener.accept(new LibraryEvent(
                    LibraryEvent.Kind.CHANGED_IN_PLACE, known.disc().name(), ""));
        }
        return !changed.isEmpty();
    }

    private boolean isComplete(String name, Look look, boolean first) {
        long settleMillis = options.settle().toMillis();
        long restedMillis = System.currentTimeMillis() - look.modifiedMillis();
        if (first && restedMillis >= settleMillis) {
            // It may not be opened yet, and has rested at the next look too.
            settling.put(
                    name,
                    new Settling(look, System.nanoTime() - options.settle().toNanos()));
            return true;
        }
        Settling before = settling.get(name);
        if (before == null || !before.look().equals(look)) {
            settling.put(name, new Settling(look, System.nanoTime()));
            return settleMillis == 0;
        }
        return System.nanoTime() - before.sinceNanos() >= options.settle().toNanos();
    }

    /** Opens an image, or tells why that cannot be. */
    private Optional<Fault> admit(String name, FolderScan.Found found, Map<String, Admitted> arrived) {
        Damaged before = damaged.remove(name);
        if (before != null && before.look().equals(found.look())) {
            damaged.put(name, before);
            return Optional.of(new Fault(before.reason(), false));
        }
        try {
            DiscImage image = DiscImages.open(found.path(), options.packed());
            arrived.put(name, new Admitted(image, found.look()));
            settling.remove(name);
            return Optional.empty();
        } catch (ImageFormatException e) {
            return Optional.of(damaged(name, found.look(), e));
        } catch (NotExpandedException e) {
            return Optional.of(expand(name, found, e));
        } catch (IOException e) {
            return Optional.of(new Fault("cannot be opened: " + e.getMessage(), false));
        }
    }

    private Fault damaged(String name, Look look, IOException fault) {
        damaged.put(name, new Damaged(look, fault.getMessage()));
        return new Fault(fault.getMessage(), false);
    }

    /** How far an image is that is opened when it is expanded. */
    private Fault expand(String name, FolderScan.Found found, NotExpandedException why) {
        if (expansions.isEmpty()) {
            return new Fault(why.getMessage(), false);
        }
        try {
            // What is expanded by now is opened at the next look.
            return new Fault(
                    expansions.get().of(name, found.path(), found.look()).orElse("has been expanded just now"), true);
        } catch (PackedFormatException e) {
            return damaged(name, found.look(), e);
        }
    }

    /** What cannot be remembered is not served, and not held open until it is tried again. */
    private Map<String, LibraryDisc> rememberOrClose(Map<String, Admitted> arrived) throws IOException {
        try {
            return remember(arrived);
        } catch (IOException | RuntimeException e) {
            for (Admitted admitted : arrived.values()) {
                admitted.image().close();
            }
            throw e;
        }
    }

    /** Remembers the sizes of all that arrived before any of it can be seen. */
    private Map<String, LibraryDisc> remember(Map<String, Admitted> arrived) throws IOException {
        Map<String, Long> sizesNow = new TreeMap<>();
        arrived.forEach((name, admitted) ->
                UserDataView.of(admitted.image().disc()).ifPresent(blocks -> sizesNow.put(name, blocks.lengthBytes())));
        Map<String, Long> remembered = sizesNow.isEmpty() ? Map.of() : sizes.raise(sizesNow);
        Map<String, LibraryDisc> discs = new TreeMap<>();
        arrived.forEach((name, admitted) -> {
            Disc disc = admitted.image().disc();
            ByteSource neverSmaller = UserDataView.of(disc)
                    .map(blocks -> PaddedByteSource.toAtLeast(blocks, remembered.get(name)))
                    .orElse(disc.userData());
            Inspection inspection = Inspector.inspect(UserDataView.inspected(disc), UserDataView.firstSector(disc));
            discs.put(name, new LibraryDisc(name, ++generations, inspection, disc, new SharedByteSource(neverSmaller)));
        });
        return discs;
    }

    /** The new catalogue is there before the old discs are let go, so that a look-up finds one or the other. */
    private void publish(Map<String, LibraryDisc> arrived, Set<String> gone, Consumer<LibraryEvent> told) {
        SortedMap<String, LibraryDisc> before = catalogue;
        SortedMap<String, LibraryDisc> after = new TreeMap<>(before);
        gone.forEach(after::remove);
        after.putAll(arrived);
        show(after);
        for (String name : gone) {
            open.remove(name);
            letGo(LibraryEvent.Kind.REMOVED, before.get(name), told);
        }
        arrived.forEach((name, disc) -> {
            if (before.containsKey(name)) {
                letGo(LibraryEvent.Kind.REPLACED, before.get(name), told);
            } else {
                told.accept(new LibraryEvent(LibraryEvent.Kind.ADDED, name, ""));
            }
        });
    }

    private void show(SortedMap<String, LibraryDisc> after) {
        catalogue = Collections.unmodifiableSortedMap(after);
        discs = List.copyOf(after.values());
    }

    private static void letGo(LibraryEvent.Kind kind, LibraryDisc disc, Consumer<LibraryEvent> told) {
        if (disc != null) {
            disc.userData().release();
            told.accept(new LibraryEvent(kind, disc.name(), ""));
        }
    }

    private void report(List<SkippedFile> notServed, boolean first) {
        skipped = List.copyOf(notServed);
        Map<Path, String> before = Map.copyOf(refused);
        refused.clear();
        for (SkippedFile file : notServed) {
            refused.put(file.path(), file.reason());
            if (!first && !isTold(before.get(file.path()), file.reason())) {
                listener.accept(
                        new LibraryEvent(LibraryEvent.Kind.SKIPPED, file.path().toString(), file.reason()));
            }
        }
    }

    /** True when a file was refused for the same reason before; how far an expansion is counts as one. */
    private static boolean isTold(String before, String reason) {
        return before != null && before.replaceAll(PERCENT, "").equals(reason.replaceAll(PERCENT, ""));
    }

    /** Ends what is being expanded, and takes away what was written of it. */
    public void endExpansions() {
        expansions.ifPresent(Expansions::close);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        endExpansions();
        synchronized (this) {
            catalogue.values().forEach(disc -> disc.userData().release());
            show(new TreeMap<>());
            open.clear();
            added.clear();
        }
    }
}
