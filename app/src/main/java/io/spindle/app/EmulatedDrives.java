package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.config.EmulationConfig;
import io.spindle.control.drive.CarrierView;
import io.spindle.control.drive.Change;
import io.spindle.control.drive.DriveCarrier;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.SessionTraffic;
import io.spindle.control.drive.TraceSource;
import io.spindle.control.drive.TrafficSample;
import io.spindle.control.emulated.EmulatedCarrier;
import io.spindle.control.store.StateFolder;
import io.spindle.iscsi.IscsiTargetServer;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iso.disc.MediumType;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.scsi.Medium;
import io.spindle.scsi.drive.DriveMemory;
import io.spindle.scsi.drive.DriveSettings;
import io.spindle.scsi.drive.OpticalDrive;
import io.spindle.scsi.trace.TracedLogicalUnit;
import io.spindle.transport.TransferCounters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Our own drives, each behind an iSCSI target of its own. The server starts with the first of them. */
final class EmulatedDrives {
    private static final String TARGET_PREFIX = "iqn.2026-01.io.spindle:";

    private final IscsiSettings settings;
    /** Looks at discs and writes files, for which no event loop waits. */
    private final ExecutorService waiting = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "drive-files");
        thread.setDaemon(true);
        return thread;
    });

    private final Set<Carrier> carriers = ConcurrentHashMap.newKeySet();
    private volatile IscsiTargetServer server;
    private volatile boolean stopped;
    private StateFolder memories;
    private Map<String, JsonNode> remembered;

    EmulatedDrives(IscsiSettings settings) {
        this.settings = settings;
    }

    /** The name of a drive's target: of letters in lower case, digits, dots and dashes. */
    static String targetName(String drive) {
        return TARGET_PREFIX + drive.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What attaches machines to the drives; nothing before there is one. */
    synchronized Optional<IscsiLines> lines() {
        return server == null
                ? Optional.empty()
                : Optional.of(new IscsiLines(server.listeners().get(0), settings));
    }

    /**
     * Makes a drive with the disc that lay in it, and offers it.
     *
     * @throws IOException when its name is taken or its settings cannot be met; the text says why
     */
    DriveCarrier create(DriveSpec.Emulated spec, Optional<LibraryDisc> lay, Runnable seen) throws IOException {
        EmulationConfig config = settings.drive(spec.name());
        DriveSettings driveSettings = DriveSettings.named(spec.name())
                .withInstant(config.instant())
                .withEmptyCapacity(config.emptyCapacity())
                .withNumber(config.lun());
        DriveMemory memory = memory(spec.name());
        OpticalDrive drive = new OpticalDrive(driveSettings, memory, System.nanoTime());
        lay.ifPresent(disc -> drive.restore(medium(spec.name(), disc), System.nanoTime()));
        TracedLogicalUnit traced = new TracedLogicalUnit(spec.name(), drive);
        IscsiTarget target = new IscsiTarget(
                targetName(spec.name()),
                traced,
                settings.access(spec.name()),
                settings.chap(spec.name()),
                Optional.empty());
        try {
            ScheduledExecutorService thread = server().add(target);
            KeptMemory kept = new KeptMemory(spec.name(), memory, drive::memory, memories, waiting);
            Carrier carrier = new Carrier(spec.name(), drive, traced, target.counters(), thread, kept, seen);
            carriers.add(carrier);
            return carrier;
        } catch (IllegalArgumentException e) {
            throw new IOException("drive " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    synchronized int sessionCount() {
        return server == null ? 0 : server.sessionCount();
    }

    private synchronized IscsiTargetServer server() throws IOException {
        if (server == null) {
            server = IscsiTargetServer.start(settings.server());
        }
        return server;
    }

    private synchronized DriveMemory memory(String name) throws IOException {
        if (memories == null) {
            memories = StateFolder.open(settings.memory());
            remembered = memories.read();
        }
        return Optional.ofNullable(remembered.remove(name))
                .map(DriveMemoryFile::parse)
                .orElse(DriveMemory.NONE);
    }

    /**
     * Writes what the drives know, stops taking commands, answers those under way, and closes. The drives are not to be
     * changed any more: the threads that own them end.
     */
    synchronized CompletableFuture<Void> stop(Duration deadline) {
        if (server == null || stopped) {
            return CompletableFuture.completedFuture(null);
        }
        stopped = true;
        CompletableFuture<?>[] written = carriers.stream().map(Carrier::flush).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(written).thenCompose(done -> server.stop(deadline));
    }

    private Medium medium(String drive, LibraryDisc disc) {
        return Media.of(
                disc, settings.drive(drive).medium().map(it -> MediumType.valueOf(it.toUpperCase(Locale.ROOT))));
    }

    /** A drive with its target. */
    private final class Carrier implements DriveCarrier {
        private final String name;
        private final OpticalDrive drive;
        private final TracedLogicalUnit traced;
        private final TransferCounters counters;
        private final ScheduledExecutorService thread;
        private final EmulatedCarrier carrier;
        private final KeptMemory kept;

        Carrier(
                String name,
                OpticalDrive drive,
                TracedLogicalUnit traced,
                TransferCounters counters,
                ScheduledExecutorService thread,
                KeptMemory kept,
                Runnable seen) {
            this.name = name;
            this.traced = traced;
            this.counters = counters;
            this.drive = drive;
            this.thread = thread;
            this.kept = kept;
            this.carrier = new EmulatedCarrier(drive, thread, this::medium, kept, seen);
        }

        private CompletableFuture<Medium> medium(LibraryDisc disc) {
            return CompletableFuture.supplyAsync(() -> EmulatedDrives.this.medium(name, disc), waiting);
        }

        CompletableFuture<Void> flush() {
            return CompletableFuture.supplyAsync(kept::flush, thread).thenCompose(written -> written);
        }

        @Override
        public Optional<TraceSource> trace() {
            return Optional.of(traced::listen);
        }

        @Override
        public Optional<TrafficSample> traffic() {
            List<SessionTraffic> sessions = server.traffic(targetName(name)).stream()
                    .map(it -> new SessionTraffic(it.initiatorPort(), it.address(), Figures.traffic(it.counts())))
                    .toList();
            return Optional.of(new TrafficSample(System.nanoTime(), Figures.traffic(counters.counts()), sessions));
        }

        @Override
        public CarrierView view() {
            return carrier.view();
        }

        @Override
        public CompletableFuture<Change> change(Optional<LibraryDisc> disc, Policy policy, Duration timeout) {
            return carrier.change(disc, policy, timeout);
        }

        @Override
        public void giveUp() {
            carrier.giveUp();
        }

        @Override
        public void close() {
            carriers.remove(this);
            carrier.close();
            if (stopped) {
                return;
            }
            synchronized (EmulatedDrives.this) {
                server.remove(targetName(name));
            }
            flush().whenCompleteAsync((done, failure) -> drive.close(), thread);
        }
    }
}
