package io.spindle.app;

import io.spindle.config.ByteCount;
import io.spindle.config.HostAndPort;
import io.spindle.config.ScanConfig;
import io.spindle.control.clamd.Clamd;
import io.spindle.control.clamd.ClamdAddress;
import io.spindle.iso.bytes.SharedByteSource.Lease;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.Library.Objection;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.scanning.DiscScan;
import io.spindle.iso.scanning.ScanResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Lets clamd look at each disc before it may be exported: one disc after the other, none twice. */
final class ScannedDiscs implements AutoCloseable {
    private static final String UNIX = "unix:";

    private final Library library;
    private final Clamd clamd;
    private final long maximumFileBytes;
    private final Map<Long, Optional<ScanResult>> byGeneration = new ConcurrentHashMap<>();
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
            library.admitBy(scanned::objection);
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

    private Optional<Objection> objection(LibraryDisc disc) {
        Optional<ScanResult> result = byGeneration.getOrDefault(disc.generation(), Optional.empty());
        return result.isEmpty()
                ? Optional.of(new Objection(disc.name() + " is being scanned for malware: try again in a while", true))
                : result.get()
                        .fault()
                        .map(it -> new Objection(disc.name() + " did not pass the scan for malware: " + it, false));
    }

    /** Scans what is new. */
    void look() {
        List<LibraryDisc> discs = library.discs();
        byGeneration
                .keySet()
                .retainAll(discs.stream().map(LibraryDisc::generation).toList());
        for (LibraryDisc disc : discs) {
            if (byGeneration.putIfAbsent(disc.generation(), Optional.empty()) == null) {
                try {
                    worker.execute(() -> scan(disc));
                } catch (RejectedExecutionException e) {
                    // The server ends.
                    return;
                }
            }
        }
    }

    private void scan(LibraryDisc disc) {
        Optional<Lease> lease = disc.userData().lease();
        if (lease.isEmpty()) {
            return;
        }
        try {
            ScanResult result = DiscScan.run(disc.disc(), clamd, maximumFileBytes);
            byGeneration.put(disc.generation(), Optional.of(result));
            String skipped = result.skipped() == 0 ? "" : ", " + result.skipped() + " passed over for their size";
            library.admissionChanged(
                    disc.name(), result.fault().orElse("scanned, " + result.files() + " files are clean" + skipped));
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
