package io.spindle.control.qemu;

import io.spindle.control.drive.AttachedSession;
import io.spindle.control.drive.CarrierView;
import io.spindle.control.drive.Change;
import io.spindle.control.drive.DriveCarrier;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.drive.Machine;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.SessionTraffic;
import io.spindle.control.drive.Traffic;
import io.spindle.control.drive.TrafficSample;
import io.spindle.control.drive.Tray;
import io.spindle.control.drive.TrayLock;
import io.spindle.control.qmp.QmpAddress;
import io.spindle.control.qmp.QmpEvent;
import io.spindle.control.qmp.QmpMonitor;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A CD device of a machine of QEMU's. One thread of its own speaks to the monitor, in the order of the requests. */
public final class QemuCarrier implements DriveCarrier, QmpMonitor.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(QemuCarrier.class);
    private static final long LOOK_MILLIS = 1000;
    private static final Duration ANSWER_TIME = Duration.ofSeconds(30);

    private final DriveSpec.Qemu spec;
    private final Exports exports;
    private final Runnable seen;
    private final ScheduledExecutorService worker;
    private final TraySignal signal = new TraySignal();
    private final QemuTray tray;
    private final QmpMonitor monitor;
    private final QemuMachine power;
    private volatile CarrierView view = CarrierView.offline("is being looked for");
    private final AtomicBoolean lookIsDue = new AtomicBoolean();
    private volatile boolean connected;
    private volatile Optional<TrafficSample> traffic = Optional.empty();
    private List<AttachedSession> machine = List.of();
    private final String usualNote;
    private String note;

    /** Begins to look for the machine. */
    public QemuCarrier(DriveSpec.Qemu spec, Exports exports, Runnable seen) {
        this(spec, exports, seen, ANSWER_TIME);
    }

    QemuCarrier(DriveSpec.Qemu spec, Exports exports, Runnable seen, Duration answerTime) {
        this.spec = spec;
        this.exports = exports;
        this.seen = seen;
        this.usualNote = exports.fault(spec.tlsCertificates().isPresent()).orElse("");
        this.note = usualNote;
        this.worker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "qemu " + spec.name());
            thread.setDaemon(true);
            return thread;
        });
        this.monitor = new QmpMonitor(QmpAddress.parse(spec.qmp()), this, answerTime);
        this.tray = new QemuTray(monitor, spec.device());
        this.power = new QemuMachine(monitor, tray, spec.name());
        monitor.start();
        worker.scheduleWithFixedDelay(this::lookAgain, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public CarrierView view() {
        return view;
    }

    @Override
    public void connected() {
        connected = true;
        power.greet();
        worker.execute(this::greet);
    }

    @Override
    public void disconnected(String reason) {
        connected = false;
        power.forget();
        signal.wake();
        worker.execute(() -> gone(reason));
    }

    @Override
    public void event(QmpEvent event) {
        if (event.name().equals("DEVICE_TRAY_MOVED")) {
            signal.wake();
            lookSoon();
        } else if (event.name().equals("RESET")) {
            power.wasReset();
        }
    }

    /** A guest may move its tray more often than anybody can look. */
    private void lookSoon() {
        if (lookIsDue.compareAndSet(false, true)) {
            worker.execute(() -> {
                lookIsDue.set(false);
                lookAgain();
            });
        }
    }

    private void greet() {
        try {
            String name = tray.machineName();
            machine = List.of(new AttachedSession("QEMU" + (name.isEmpty() ? "" : " " + name), Instant.now()));
            removeLeftOvers();
            note = usualNote;
            look();
        } catch (IOException e) {
            gone(e.getMessage());
        }
    }

    /** The machine is not there, and reads no more. */
    private void gone(String reason) {
        show(CarrierView.offline(reason));
        traffic = traffic.map(it -> new TrafficSample(System.nanoTime(), it.drive(), List.of()));
    }

    /** Nodes and certificates of a server that died in the middle of a change. */
    private void removeLeftOvers() throws IOException {
        List<String> used = tray.nodesInUse();
        for (String node : tray.nodes(NodeNames.prefix(spec.name()))) {
            if (!used.contains(node)) {
                tray.removeNode(node);
            }
        }
        tray.removeObject(NodeNames.credentials(spec.name()));
    }

    private void lookAgain() {
        if (!connected) {
            monitor.silence().ifPresent(this::gone);
            return;
        }
        try {
            measure(look());
        } catch (IOException e) {
            gone(e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("{} cannot be looked at", spec.name(), e);
        }
    }

    /** The machine is the only one who reads; what it counts is all that is known of it. */
    private void measure(CdDevice device) throws IOException {
        Traffic read = tray.traffic(device.id());
        List<SessionTraffic> sessions = machine.stream()
                .map(it -> new SessionTraffic(it.peer(), spec.qmp(), read))
                .toList();
        traffic = Optional.of(new TrafficSample(System.nanoTime(), read, sessions));
    }

    private CdDevice look() throws IOException {
        CdDevice device = tray.look();
        Optional<TrayLock> lock = device.locked()
                ? Optional.of(view.lock().orElse(new TrayLock("the guest", Instant.now())))
                : Optional.empty();
        Optional<String> disc =
                device.node().map(node -> ExportName.of(device.fileName()).orElse(device.fileName()));
        show(new CarrierView(true, disc, device.trayOpen() ? Tray.OPEN : Tray.CLOSED, lock, machine, note));
        return device;
    }

    private void show(CarrierView now) {
        if (!now.equals(view)) {
            view = now;
            seen.run();
        }
    }

    private void tell(String text) throws IOException {
        note = text;
        look();
    }

    @Override
    public CompletableFuture<Change> change(Optional<LibraryDisc> disc, Policy policy, Duration timeout) {
        signal.begin(timeout);
        return CompletableFuture.supplyAsync(() -> change(disc, policy), worker);
    }

    @Override
    public Optional<TrafficSample> traffic() {
        return traffic;
    }

    @Override
    public Optional<Machine> machine() {
        return Optional.of(power);
    }

    @Override
    public void giveUp() {
        signal.giveUp();
    }

    private Change change(Optional<LibraryDisc> disc, Policy policy) {
        try {
            if (disc.isPresent() && !usualNote.isEmpty()) {
                return new Change.NotMade(Refusal.FAILED, usualNote);
            }
            if (disc.isPresent()) {
                exports.probe(disc.get());
            }
            return new QemuChange(tray, signal, this::tell).make(spec, disc, exports, policy == Policy.FORCE);
        } catch (IOException e) {
            return new Change.NotMade(connected ? Refusal.FAILED : Refusal.OFFLINE, e.getMessage());
        } finally {
            note = usualNote;
            lookAgain();
        }
    }

    @Override
    public void remove() {
        signal.giveUp();
        // Behind the change that is given up: the monitor is needed until then.
        CompletableFuture<Void> own = connected ? power.letGo() : CompletableFuture.completedFuture(null);
        own.whenComplete((done, fault) -> worker.execute(this::close));
    }

    @Override
    public void close() {
        // Whoever waits for a change is answered: without a monitor, and without time for the guest, it ends soon.
        monitor.close();
        power.close();
        worker.shutdown();
        signal.giveUp();
    }
}
