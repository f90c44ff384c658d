package io.spindle.control.emulated;

import io.spindle.control.drive.AttachedSession;
import io.spindle.control.drive.CarrierView;
import io.spindle.control.drive.Change;
import io.spindle.control.drive.DriveCarrier;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.Tray;
import io.spindle.control.drive.TrayLock;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.scsi.Medium;
import io.spindle.scsi.drive.DriveStatus;
import io.spindle.scsi.drive.EjectMode;
import io.spindle.scsi.drive.OperatorPanel;
import io.spindle.scsi.drive.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Our own MMC drive. All that touches it happens on the thread that owns it, which also lets its time pass.
 *
 * <p>It is looked at soon after an initiator did something, and again and again while a change is under way; else never.
 */
public final class EmulatedCarrier implements DriveCarrier {
    private static final long LOOK_MILLIS = 100;

    private final OperatorPanel panel;
    private final ScheduledExecutorService thread;
    private final Function<LibraryDisc, CompletableFuture<Medium>> media;
    private final DriveKeeper keeper;
    private final Runnable seen;
    private final Map<String, Instant> attached = new HashMap<>();
    private Optional<Going> going = Optional.empty();
    private boolean lookingSoon;
    /** The change that has not begun yet is not to begin. */
    private boolean givenUp;

    private volatile boolean closed;
    private volatile CarrierView view =
            new CarrierView(true, Optional.empty(), Tray.CLOSED, Optional.empty(), List.of(), "");

    private record Going(Ticket ticket, boolean loads, long deadlineNanos, CompletableFuture<Change> answer) {}

    /**
     * Carries a drive.
     *
     * @param thread the one thread that owns the drive
     * @param media makes of a disc what can lie in a drive; as that may wait for a device, it completes elsewhere
     * @param keeper keeps what guests know of the drive
     * @param seen is run whenever the view changed
     */
    public EmulatedCarrier(
            OperatorPanel panel,
            ScheduledExecutorService thread,
            Function<LibraryDisc, CompletableFuture<Medium>> media,
            DriveKeeper keeper,
            Runnable seen) {
        this.panel = panel;
        this.thread = thread;
        this.media = media;
        this.seen = seen;
        this.keeper = keeper;
        thread.execute(() -> {
            panel.listen(this::touched);
            tick();
        });
    }

    @Override
    public CarrierView view() {
        return view;
    }

    /** An initiator did something: a change goes on that waited for it, and the rest is looked at soon. */
    private void touched() {
        if (going.isPresent()) {
            advance(going.get(), System.nanoTime());
        }
        lookSoon();
    }

    private void lookSoon() {
        if (!lookingSoon && !closed) {
            lookingSoon = true;
            thread.schedule(
                    () -> {
                        lookingSoon = false;
                        tick();
                    },
                    LOOK_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Lets time pass, and goes on with it as long as something is under way. */
    private void tick() {
        long now = System.nanoTime();
        panel.tick(now);
        going.ifPresent(it -> advance(it, now));
        look();
        if (going.isPresent() || panel.nextTick().isPresent()) {
            lookSoon();
        }
    }

    @Override
    public CompletableFuture<Change> change(Optional<LibraryDisc> disc, Policy policy, Duration timeout) {
        CompletableFuture<Change> answer = new CompletableFuture<>();
        thread.execute(() -> {
            givenUp = false;
            medium(disc)
                    .thenCombineAsync(keeper.doubt(), (medium, written) -> medium, thread)
                    .thenAccept(medium -> begin(medium, policy, timeout, answer))
                    .exceptionallyAsync(
                            fault -> {
                                fail(fault, answer);
                                return null;
                            },
                            thread);
        });
        return answer;
    }

    private CompletableFuture<Optional<Medium>> medium(Optional<LibraryDisc> disc) {
        return disc.map(it -> media.apply(it).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private void fail(Throwable fault, CompletableFuture<Change> answer) {
        keeper.trust();
        Throwable reason = fault instanceof CompletionException ? fault.getCause() : fault;
        answer.complete(new Change.NotMade(Refusal.FAILED, String.valueOf(reason.getMessage())));
    }

    private void begin(Optional<Medium> medium, Policy policy, Duration timeout, CompletableFuture<Change> answer) {
        if (givenUp) {
            keeper.trust();
            answer.complete(new Change.NotMade(Refusal.HELD, "The operator gave it up."));
            return;
        }
        long now = System.nanoTime();
        EjectMode mode = policy == Policy.FORCE ? EjectMode.FORCE : EjectMode.ASK;
        Ticket ticket = medium.map(it -> load(it, mode, now)).orElseGet(() -> panel.eject(mode, now));
        going = Optional.of(new Going(ticket, medium.isPresent(), now + timeout.toNanos(), answer));
        tick();
    }

    private Ticket load(Medium medium, EjectMode mode, long now) {
        DriveStatus status = panel.status();
        boolean lies = status.discName().isPresent() && !status.trayOpen();
        return lies ? panel.swap(medium, mode, now) : panel.insert(medium, now);
    }

    private void advance(Going change, long now) {
        Optional<Ticket.Result> result = change.ticket().result();
        if (result.isEmpty()) {
            if (change.deadlineNanos() - now <= 0) {
                String holders = String.join(", ", panel.status().holders());
                panel.giveUp(now);
                end(change, new Change.NotMade(Refusal.HELD, "the guest holds the tray" + by(holders)));
            }
            return;
        }
        switch (result.get().ending()) {
            case DONE -> {
                if (!change.loads() || panel.status().ready()) {
                    end(change, new Change.Made());
                }
            }
            case TIMED_OUT, SUPERSEDED ->
                end(change, new Change.NotMade(Refusal.HELD, result.get().reason()));
            case REFUSED ->
                end(change, new Change.NotMade(Refusal.FAILED, result.get().reason()));
        }
    }

    private static String by(String holders) {
        return holders.isEmpty() ? "" : " (" + holders + ")";
    }

    private void end(Going change, Change outcome) {
        going = Optional.empty();
        keeper.trust();
        look();
        change.answer().complete(outcome);
    }

    private void look() {
        keeper.look();
        DriveStatus status = panel.status();
        Instant now = Instant.now();
        attached.keySet().retainAll(status.initiatorPorts());
        status.initiatorPorts().forEach(it -> attached.putIfAbsent(it, now));
        List<AttachedSession> sessions = status.initiatorPorts().stream()
                .map(it -> new AttachedSession(it, attached.get(it)))
                .toList();
        String holders = String.join(", ", status.holders());
        Optional<TrayLock> lock = holders.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        view.lock().filter(it -> it.by().equals(holders)).orElseGet(() -> new TrayLock(holders, now)));
        String note = going.isPresent() && !holders.isEmpty() ? "the guest was asked to let go of the disc" : "";
        show(new CarrierView(
                true, status.discName(), status.trayOpen() ? Tray.OPEN : Tray.CLOSED, lock, sessions, note));
    }

    private void show(CarrierView now) {
        if (!now.equals(view)) {
            view = now;
            seen.run();
        }
    }

    @Override
    public void giveUp() {
        thread.execute(() -> {
            givenUp = true;
            going.ifPresent(it -> panel.giveUp(System.nanoTime()));
            tick();
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
