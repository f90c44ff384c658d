package io.spindle.control.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.spindle.control.event.EventLog;
import io.spindle.control.store.AuditLog;
import io.spindle.control.store.StateFolder;
import io.spindle.control.store.StateLock;
import io.spindle.iso.bytes.ContentFault;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drives that there are. What is wanted of each is remembered before it is promised, and survives the end of the
 * process at any moment.
 *
 * <p>Safe on any thread: one thread of its own decides everything.
 */
public final class Drives implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Drives.class);
    private static final long KEEP_MILLIS = 1000;
    private static final long CLOSE_SECONDS = 3;
    /** Longer than a server takes to end. */
    private static final Duration PREDECESSOR = Duration.ofSeconds(10);

    private final DriveServices services;
    private final CarrierFactory factory;
    private final Map<String, JsonNode> remembered;
    private final Path folder;
    private final StateLock lock;
    private final DiscFaults faults = new DiscFaults();
    private volatile SortedMap<String, Drive> drives = Collections.emptySortedMap();

    private Drives(DriveServices services, CarrierFactory factory, Map<String, JsonNode> remembered, Path folder) {
        this.folder = folder;
        this.lock = new StateLock(folder.resolve("drives.lock"));
        this.services = services;
        this.factory = factory;
        this.remembered = remembered;
    }

    /**
     * Opens the drives of the configuration, and those that were created at run time, with their discs.
     *
     * @param folder where the state is kept: {@code drives/} and {@code audit.jsonl}
     * @throws IOException when the state cannot be read or written, or a drive cannot be carried
     */
    public static Drives open(Path folder, Library library, Collection<DriveSpec> configured, CarrierFactory factory)
            throws IOException {
        return open(folder, library, configured, factory, Clock.systemUTC());
    }

    static Drives open(
            Path folder, Library library, Collection<DriveSpec> configured, CarrierFactory factory, Clock clock)
            throws IOException {
        StateFolder state = StateFolder.open(folder.resolve("drives"));
        ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "drives");
            thread.setDaemon(true);
            return thread;
        });
        DriveServices services = new DriveServices(
                library,
                state,
                AuditLog.open(folder.resolve("audit.jsonl")),
                new EventLog(),
                clock,
                worker,
                new ConcurrentHashMap<>());
        Drives drives = new Drives(services, factory, new TreeMap<>(state.read()), folder);
        try {
            drives.call(() -> drives.start(configured)).join();
        } catch (java.util.concurrent.CompletionException e) {
            drives.close();
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
        worker.scheduleWithFixedDelay(drives::keep, KEEP_MILLIS, KEEP_MILLIS, TimeUnit.MILLISECONDS);
        return drives;
    }

    private Void start(Collection<DriveSpec> configured) throws IOException {
        if (!configured.isEmpty()
                || remembered.values().stream().anyMatch(it -> it.path("spec").isObject())) {
            own(PREDECESSOR);
            // A predecessor may have written until it ended.
            remembered.clear();
            remembered.putAll(services.state().read());
        }
        for (DriveSpec spec : configured) {
            add(spec, Optional.empty());
        }
        for (String name : List.copyOf(remembered.keySet())) {
            Optional<DriveSpec> created = record(name, remembered.get(name)).spec();
            if (created.isPresent() && !drives.containsKey(name)) {
                add(created.get(), created);
            }
        }
        return null;
    }

    /** Whoever has no drive may share the folder, for the sake of the sizes of names. */
    private void own(Duration patience) throws IOException {
        if (!lock.hold(patience)) {
            throw new IOException("the drives of " + folder
                    + " are another server's: stop it, or give this one a --state of its own");
        }
    }

    private Drive add(DriveSpec spec, Optional<DriveSpec> created) throws IOException {
        JsonNode document = remembered.remove(spec.name());
        DriveRecord record = document == null ? DriveRecord.fresh(created) : record(spec.name(), document);
        Drive drive = new Drive(spec, record, services);
        drive.start(factory);
        SortedMap<String, Drive> after = new TreeMap<>(drives);
        after.put(spec.name(), drive);
        drives = Collections.unmodifiableSortedMap(after);
        return drive;
    }

    private DriveRecord record(String name, JsonNode document) throws IOException {
        try {
            return DriveRecord.parse(name, document);
        } catch (IllegalArgumentException e) {
            throw services.state().broken(name, e.getMessage());
        }
    }

    private void keep() {
        drives.values().forEach(drive -> {
            try {
                drive.keep();
                drive.measure();
            } catch (RuntimeException e) {
                LOG.error("{} cannot be looked after", drive.spec().name(), e);
            }
        });
    }

    /** All drives in the order of their names; from memory. */
    public List<DriveStatus> list() {
        return drives.values().stream().map(Drive::status).toList();
    }

    /** The drive of that name; from memory. */
    public Optional<DriveStatus> find(String name) {
        return Optional.ofNullable(drives.get(name)).map(Drive::status);
    }

    /** What guests have read of each drive until now; from memory. */
    public Map<String, Traffic> totals() {
        Map<String, Traffic> totals = new TreeMap<>();
        drives.forEach((name, drive) -> totals.put(name, drive.total()));
        return totals;
    }

    /** What guests read of each drive; from memory. */
    public Map<String, DriveTraffic> traffic() {
        Map<String, DriveTraffic> traffic = new TreeMap<>();
        drives.forEach((name, drive) -> traffic.put(name, drive.traffic()));
        return traffic;
    }

    /** What guests read of a drive; from memory. */
    public DriveTraffic traffic(String name) {
        return Optional.ofNullable(drives.get(name)).map(Drive::traffic).orElse(DriveTraffic.NONE);
    }

    /** What guests do to a drive, where that is seen here. */
    public Optional<TraceSource> trace(String name) {
        return Optional.ofNullable(drives.get(name)).flatMap(Drive::trace);
    }

    /** True for a disc that lies in some drive, is wanted in one, or is on its way. */
    public boolean concerns(String disc) {
        return drives.values().stream().anyMatch(it -> it.concerns(disc));
    }

    /** The machine behind a drive, where it can be switched. */
    public Optional<Machine> machine(String name) {
        return Optional.ofNullable(drives.get(name)).flatMap(Drive::machine);
    }

    /** How many changes ended how. */
    public Map<TallyKey, LongAdder> tally() {
        return Map.copyOf(services.tally());
    }

    /** Tells listeners that the library has other discs than before. */
    public void discsChanged() {
        services.events().publish("discs", "{}");
    }

    /** Tells listeners what is wrong with the content of a disc, and remembers it; from any thread. */
    public void discFault(String disc, ContentFault fault) {
        services.library().find(disc).ifPresent(it -> faults.add(it, fault));
        services.events().publish("fault", DriveDocuments.fault(disc, fault).toString());
    }

    /** What was seen to be wrong with the content of a disc; from memory. */
    public Optional<FaultsSeen> faults(LibraryDisc disc) {
        return faults.of(disc);
    }

    /** What happens to the drives, and to the content of discs. */
    public EventLog events() {
        return services.events();
    }

    /** Asks for a change; completes when its outcome is known. */
    public CompletableFuture<Outcome> operate(String name, Operation operation) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        services.worker().execute(() -> {
            Drive drive = drives.get(name);
            if (drive == null) {
                answer.complete(unknown(name));
                return;
            }
            drive.operate(operation).whenComplete((outcome, failure) -> {
                if (failure == null) {
                    answer.complete(outcome);
                } else {
                    answer.completeExceptionally(failure);
                }
            });
        });
        return answer;
    }

    /** Creates a drive at run time; it is there again after a restart. */
    public CompletableFuture<Outcome> create(DriveSpec spec, Operator by) {
        return call(() -> {
            Optional<String> fault = DriveSpec.nameFault(spec.name());
            if (fault.isPresent()) {
                return new Outcome.Refused(Refusal.INVALID, fault.get());
            }
            if (drives.containsKey(spec.name())) {
                return new Outcome.Refused(Refusal.EXISTS, "there is a drive " + spec.name() + " already");
            }
            try {
                own(Duration.ZERO);
                services.remember(spec.name(), DriveRecord.fresh(Optional.of(spec)));
            } catch (IOException e) {
                return unwritten(e);
            }
            try {
                Drive drive = add(spec, Optional.of(spec));
                audit(spec.name(), by, "create");
                return new Outcome.Done(drive.status(), true);
            } catch (IOException e) {
                services.state().remove(spec.name());
                return new Outcome.Refused(Refusal.FAILED, String.valueOf(e.getMessage()));
            }
        });
    }

    private static Outcome unwritten(IOException fault) {
        LOG.error("the state cannot be written: {}", fault.getMessage());
        return new Outcome.Refused(Refusal.FAILED, "the state cannot be written: " + fault.getMessage());
    }

    /** Why the state cannot be written now; it waits for the disk. */
    public Optional<String> stateFault() {
        return services.state().fault();
    }

    /** Removes a drive that was created at run time; its guest, if any, keeps what it has. */
    public CompletableFuture<Outcome> remove(String name, Operator by) {
        return call(() -> {
            Drive drive = drives.get(name);
            if (drive == null) {
                return unknown(name);
            }
            if (!drive.isCreated()) {
                return new Outcome.Refused(
                        Refusal.INVALID, name + " is in the configuration: take it out there and restart");
            }
            try {
                // First: a drive that is written down is there again after a restart.
                services.state().remove(name);
            } catch (IOException e) {
                return unwritten(e);
            }
            SortedMap<String, Drive> after = new TreeMap<>(drives);
            after.remove(name);
            drives = Collections.unmodifiableSortedMap(after);
            drive.remove();
            audit(name, by, "remove");
            services.events()
                    .publish(
                            "drive-removed",
                            JsonNodeFactory.instance
                                    .objectNode()
                                    .put("name", name)
                                    .toString());
            return new Outcome.Done(drive.status(), true);
        });
    }

    private void audit(String name, Operator by, String what) {
        services.audit(
                name,
                new HistoryEntry(
                        services.clock().instant(),
                        by.toString(),
                        what,
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "done"));
    }

    private static Outcome unknown(String name) {
        return new Outcome.Refused(Refusal.UNKNOWN_DRIVE, "there is no drive '" + name + "'");
    }

    private <T> CompletableFuture<T> call(java.util.concurrent.Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        services.worker().execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Override
    public void close() {
        services.worker().shutdown();
        drives.values().forEach(Drive::close);
        try {
            if (!services.worker().awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the drives are still at work; closing all the same");
            }
            services.audit().close();
            lock.close();
        } catch (IOException e) {
            LOG.warn("the state cannot be closed: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
