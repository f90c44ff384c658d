package io.spindle.app;

import io.spindle.config.ByteCount;
import io.spindle.config.HostAndPort;
import io.spindle.config.ScanConfig;
import io.spindle.control.clamd.Clamd;
import io.spindle.control.clamd.ClamdAddress;
import io.spindle.iso.bytes.SharedByteSource.Lease;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.scanning.DiscScan;
import io.spindle.iso.scanning.ScanResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets clamd look at each disc before it may be exported: one disc after the other, none twice. */
final class ScannedDiscs implements Library.Gate, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScannedDiscs.class);
    private static final String UNIX = "unix:";

    private final Library library;
    private final Clamd clamd;
    private final long maximumFileBytes;
    private final Map<Long, CompletableFuture<ScanResult>> byGeneration = new ConcurrentHashMap<>();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "scan");
        thread.setDaemon(true);
        return thread;
    });

    private ScannedDiscs(Library library, Clamd clamd, long maximumFileBytes) {
        this.library = library;
        this.clamd = clamd;
        this.maximumFileBytes = maximumFileBytes;
    }

    /** Begins to scan, where that is asked for; from now on no disc is admitted that was not scanned. */
    static Optional<ScannedDiscs> of(ScanConfig config, Library library) {
        return config.clamd().map(address -> {
            long most = config.skipLarger().map(ByteCount::bytes).orElse(Long.MAX_VALUE);
            ScannedDiscs scanned = new ScannedDiscs(library, new Clamd(address(address), config.timeout()), most);
            library.admitBy(scanned);
            scanned.look();
            return scanned;
        });
    }

    private static ClamdAddress address(String text) {
        if (text.startsWith(UNIX)) {
            return new ClamdAddress.Unix(Path.of(text.substring(UNIX.length())));
        }
        HostAndPort tcp = HostAndPort.parse(text).orElseThrow();
        return new ClamdAddress.Tcp(tcp.host(), tcp.port());
    }

    @Override
    public Optional<String> refusal(LibraryDisc disc) {
        CompletableFuture<ScanResult> scan = byGeneration.get(disc.generation());
        return scan == null || !scan.isDone()
                ? Optional.of(disc.name() + " is being scanned for malware: try again in a while")
                : scan.join().fault().map(it -> disc.name() + " did not pass the scan for malware: " + it);
    }

    @Override
    public CompletableFuture<Void> arrived(LibraryDisc disc) {
        CompletableFuture<ScanResult> fresh = new CompletableFuture<>();
        CompletableFuture<ScanResult> scan = byGeneration.computeIfAbsent(disc.generation(), it -> fresh);
        if (scan == fresh) {
            try {
                worker.execute(() -> scan(disc, fresh));
            } catch (RejectedExecutionException e) {
                LOG.debug("{} is not scanned any more: the server ends", disc.name());
            }
        }
        return scan.thenRun(() -> {});
    }

    /** Scans what is new, and forgets what is gone. */
    void look() {
        // Before the list of discs, so that what comes meanwhile is not forgotten.
        Set<Long> known = Set.copyOf(byGeneration.keySet());
        List<LibraryDisc> discs = library.discs();
        Set<Long> there = discs.stream().map(LibraryDisc::generation).collect(Collectors.toSet());
        known.stream().filter(it -> !there.contains(it)).forEach(byGeneration::remove);
        discs.forEach(this::arrived);
    }

    private void scan(LibraryDisc disc, CompletableFuture<ScanResult> scan) {
        ScanResult result = scan(disc);
        scan.complete(result);
        String skipped = result.skipped() == 0 ? "" : ", " + result.skipped() + " passed over for their size";
        library.admissionChanged(
                disc.name(), result.fault().orElse("scanned, " + result.files() + " files are clean" + skipped));
    }

    private ScanResult scan(LibraryDisc disc) {
        Optional<Lease> lease = disc.userData().lease();
        if (lease.isEmpty()) {
            return new ScanResult(0, 0, Optional.of("it is gone"));
        }
        try {
            return DiscScan.run(disc.disc(), clamd, maximumFileBytes);
        } catch (RuntimeException e) {
            LOG.error("scanning {} failed in a way that it should not", disc.name(), e);
            return new ScanResult(0, 0, Optional.of("it cannot be scanned: see the log of the server"));
        } finally {
            lease.get().close();
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        clamd.close();
    }
}
