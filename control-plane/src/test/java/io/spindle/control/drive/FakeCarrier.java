package io.spindle.control.drive;

import io.spindle.iso.library.LibraryDisc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A drive whose guest does what a test says. */
public final class FakeCarrier implements DriveCarrier {
    private static final String GUEST = "iqn.guest";

    private final DriveKind kind;
    private final Runnable seen;
    private final List<Consumer<String>> traced = new CopyOnWriteArrayList<>();
    private volatile CarrierView view =
            new CarrierView(true, Optional.empty(), Tray.CLOSED, Optional.empty(), List.of(), "");
    private volatile boolean held;
    private long samples;
    private Optional<LibraryDisc> next = Optional.empty();
    private CompletableFuture<Change> going;

    FakeCarrier(DriveKind kind, Optional<LibraryDisc> lay, Runnable seen) {
        this.kind = kind;
        this.seen = seen;
        this.view = kind == DriveKind.QEMU ? CarrierView.offline("not seen yet") : lying(lay.map(LibraryDisc::name));
    }

    private CarrierView lying(Optional<String> disc) {
        Optional<TrayLock> lock = held ? Optional.of(new TrayLock("guest", Instant.EPOCH)) : Optional.empty();
        return new CarrierView(true, disc, Tray.CLOSED, lock, List.of(new AttachedSession(GUEST, Instant.EPOCH)), "");
    }

    /** From now on the guest holds the tray, or does not. */
    public void hold(boolean value) {
        held = value;
        show(lying(view.disc()));
    }

    void goOffline() {
        show(CarrierView.offline("gone"));
    }

    void comeBackWith(Optional<String> disc) {
        show(lying(disc));
    }

    void openTrayAsGuest() {
        show(new CarrierView(true, view.disc(), Tray.OPEN, Optional.empty(), List.of(), ""));
    }

    /** The guest lets go of the disc that it was asked for. */
    public synchronized void letGo() {
        held = false;
        show(lying(next.map(LibraryDisc::name)));
        going.complete(new Change.Made());
    }

    /** The time that the guest had is over. */
    public synchronized void timeOut() {
        going.complete(new Change.NotMade(Refusal.HELD, "the guest holds the tray"));
    }

    synchronized boolean isAsked() {
        return going != null && !going.isDone();
    }

    private void show(CarrierView now) {
        view = now;
        seen.run();
    }

    @Override
    public CarrierView view() {
        return view;
    }

    @Override
    public synchronized CompletableFuture<Change> change(Optional<LibraryDisc> disc, Policy policy, Duration timeout) {
        going = new CompletableFuture<>();
        next = disc;
        if (!held || policy == Policy.FORCE) {
            letGo();
        }
        return going;
    }

    @Override
    public synchronized void giveUp() {
        going.complete(new Change.NotMade(Refusal.HELD, "given up"));
    }

    /** A second goes by for each sample, in which the guest reads 2048 bytes with one read. */
    @Override
    public synchronized Optional<TrafficSample> traffic() {
        samples++;
        Traffic reader = new Traffic(samples, 2048 * samples, 0, 100_000_000 * samples);
        return Optional.of(new TrafficSample(
                1_000_000_000L * samples,
                new Traffic(5, 10_240, 0, 500_000_000),
                List.of(new SessionTraffic(GUEST, "192.0.2.7:4000", reader))));
    }

    @Override
    public Optional<TraceSource> trace() {
        return kind == DriveKind.QEMU ? Optional.empty() : Optional.of(this::listen);
    }

    private Runnable listen(Consumer<String> listener) {
        traced.add(listener);
        return () -> traced.remove(listener);
    }

    /** True while somebody looks on. */
    public boolean isTraced() {
        return !traced.isEmpty();
    }

    /** The guest does something. */
    public void say(String line) {
        traced.forEach(it -> it.accept(line));
    }

    @Override
    public void close() {}
}
