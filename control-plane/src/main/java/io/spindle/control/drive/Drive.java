package io.spindle.control.drive;

import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One drive: what is wanted of it, what its carrier sees, and the change that is under way.
 *
 * <p>All but {@link #status} and {@link #traffic} is called on the thread of the drives.
 */
final class Drive {
    private static final Logger LOG = LoggerFactory.getLogger(Drive.class);
    /** A drive that is to be brought back to what is wanted is tried again so often. */
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final DriveSpec spec;
    private final DriveServices services;
    private DriveCarrier carrier;
    private DriveRecord record;
    private Optional<Under> under = Optional.empty();
    /** By a clock that nobody sets. */
    private long triedNanos = System.nanoTime() - RETRY.toNanos();

    private boolean removed;
    /** Which disc of that name lies there, where it was put there in this run: the name may have another one by now. */
    private OptionalLong generationInside = OptionalLong.empty();

    private OptionalLong generationComing = OptionalLong.empty();
    private Optional<TrafficSample> sample = Optional.empty();
    private volatile DriveTraffic traffic = DriveTraffic.NONE;
    private volatile DriveStatus status;
    private volatile Set<String> concerned = Set.of();

    /** The change that is under way, and the forced one that takes over when it has ended. */
    private static final class Under {
        final Operation operation;
        final Optional<String> target;
        final Optional<String> before;
        final DriveStatus.Waiting waiting;
        final CompletableFuture<Outcome> answer = new CompletableFuture<>();
        Optional<Operation> successor = Optional.empty();
        CompletableFuture<Outcome> successorAnswer = new CompletableFuture<>();

        Under(Operation operation, Optional<String> target, Optional<String> before, Instant now) {
            this.operation = operation;
            this.target = target;
            this.before = before;
            this.waiting = new DriveStatus.Waiting(
                    operation.verb(),
                    target,
                    operation.policy(),
                    operation.by().toString(),
                    now,
                    now.plus(operation.timeout()));
        }
    }

    Drive(DriveSpec spec, DriveRecord record, DriveServices services) {
        this.spec = spec;
        this.record = record;
        this.services = services;
        this.status = statusOf(CarrierView.offline("is being started"));
    }

    void start(CarrierFactory factory) throws IOException {
        Optional<LibraryDisc> lay = record.disc().flatMap(services.library()::findAdmitted);
        carrier = factory.create(spec, lay, () -> services.run(this::look));
        if (spec.kind() == DriveKind.EMULATED) {
            generationInside = generation(lay);
        }
        sample = carrier.traffic();
        look();
        adoptPending();
        keep();
    }

    /** True when it was created at run time, not by the configuration. */
    boolean isCreated() {
        return record.spec().isPresent();
    }

    Optional<Machine> machine() {
        return carrier.machine();
    }

    Optional<TraceSource> trace() {
        return carrier.trace();
    }

    /** What guests have read until now. */
    Traffic total() {
        return carrier.traffic().map(TrafficSample::drive).orElse(Traffic.NONE);
    }

    /** What guests read; on any thread. */
    DriveTraffic traffic() {
        return traffic;
    }

    /** Looks at what guests have read since it was looked at before. */
    void measure() {
        Optional<TrafficSample> now = carrier.traffic();
        if (now.isPresent()
                && sample.isPresent()
                && now.get().atNanos() - sample.get().atNanos() > 0) {
            traffic = DriveTraffic.between(sample.get(), now.get());
        }
        sample = now;
    }

    DriveSpec spec() {
        return spec;
    }

    /** As it is now; on any thread. */
    DriveStatus status() {
        return status;
    }

    /** True for a disc that lies in it, is wanted in it, or is on its way. */
    boolean concerns(String disc) {
        return concerned.contains(disc);
    }

    /** Takes an operation on, or refuses it. */
    CompletableFuture<Outcome> operate(Operation operation) {
        Optional<Outcome> refusal = stale(operation);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        if (under.isPresent()) {
            return meet(under.get(), operation);
        }
        Target target = Target.of(operation, spec, status.disc(), services.library());
        if (target.refusal().isPresent()) {
            return CompletableFuture.completedFuture(target.refusal().get());
        }
        if (isSo(target)) {
            return CompletableFuture.completedFuture(unchanged(target.name(), operation));
        }
        if (!carrier.view().online()) {
            return CompletableFuture.completedFuture(defer(operation, target.name()));
        }
        return begin(operation, target);
    }

    private Optional<Outcome> stale(Operation operation) {
        if (operation.generation().isEmpty() || operation.generation().getAsLong() == record.generation()) {
            return Optional.empty();
        }
        String happened = record.history().isEmpty()
                ? ""
                : "; last: " + record.history().get(record.history().size() - 1).sentence();
        return Optional.of(new Outcome.Refused(
                Refusal.STALE,
                spec.name() + " is at generation " + record.generation() + ", not "
                        + operation.generation().getAsLong() + happened));
    }

    /** Two operators: the first wins, unless he only asks and the second forces. */
    private CompletableFuture<Outcome> meet(Under first, Operation second) {
        boolean takesOver =
                second.policy() == Policy.FORCE && first.operation.policy() == Policy.ASK && first.successor.isEmpty();
        if (!takesOver) {
            return CompletableFuture.completedFuture(new Outcome.Refused(
                    Refusal.BUSY,
                    spec.name() + " is busy: " + first.waiting.verb().word()
                            + first.target.map(" "::concat).orElse("") + " of " + first.waiting.by() + " since "
                            + first.waiting.since()));
        }
        first.successor = Optional.of(second);
        carrier.giveUp();
        return first.successorAnswer;
    }

    private boolean isSo(Target target) {
        CarrierView view = carrier.view();
        boolean lies = view.online()
                && view.disc().equals(target.name())
                && record.disc().equals(target.name());
        return lies && (target.disc().isEmpty() || view.tray() == Tray.CLOSED && isTheSame(target.disc()));
    }

    /** False when the image was replaced since: the guest reads the bytes that the name had before. */
    private boolean isTheSame(Optional<LibraryDisc> disc) {
        return generationInside.isEmpty() || generationInside.equals(generation(disc));
    }

    private static OptionalLong generation(Optional<LibraryDisc> disc) {
        return disc.isPresent() ? OptionalLong.of(disc.get().generation()) : OptionalLong.empty();
    }

    private Outcome unchanged(Optional<String> target, Operation operation) {
        if (operation.source().isPresent() && !operation.source().equals(record.source())) {
            record = new DriveRecord(
                    record.spec(), target, operation.source(), record.pending(), record.generation(), record.history());
            tryRemember();
            show();
        }
        return new Outcome.Done(status, false);
    }

    private Outcome defer(Operation operation, Optional<String> target) {
        HistoryEntry entry = entry(operation, status.disc(), target, "deferred");
        DriveRecord before = record;
        record = record.wanted(target, operation.source(), entry);
        if (!tryRemember()) {
            record = before;
            return unwritten();
        }
        services.audit(spec.name(), entry);
        show();
        return new Outcome.Deferred(
                status, spec.name() + " is not there now (" + carrier.view().note() + ") and gets it when it appears");
    }

    private CompletableFuture<Outcome> begin(Operation operation, Target target) {
        Under begun = new Under(
                operation, target.name(), status.disc(), services.clock().instant());
        DriveRecord before = record;
        // Our own drives end with this process; a machine lives on, and then only it knows what became of the change.
        record = spec.kind() == DriveKind.QEMU ? record.begin(target.name()) : record;
        if (spec.kind() == DriveKind.QEMU && !tryRemember()) {
            record = before;
            return CompletableFuture.completedFuture(unwritten());
        }
        under = Optional.of(begun);
        show();
        change(target.disc(), operation)
                .whenComplete((change, failure) -> services.run(() -> end(begun, change, failure)));
        return begun.answer;
    }

    private CompletableFuture<Change> change(Optional<LibraryDisc> disc, Operation operation) {
        generationComing = generation(disc);
        try {
            return carrier.change(disc, operation.policy(), operation.timeout());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void end(Under ended, Change change, Throwable failure) {
        under = Optional.empty();
        Outcome outcome;
        if (failure != null) {
            LOG.error("{}: a change failed", spec.name(), failure);
            outcome = notMade(ended, new Change.NotMade(Refusal.FAILED, String.valueOf(failure.getMessage())));
        } else if (change instanceof Change.NotMade not) {
            outcome = notMade(ended, not);
        } else {
            outcome = made(ended);
        }
        ended.answer.complete(outcome);
        ended.successor.ifPresent(
                next -> operate(next).whenComplete((it, fault) -> ended.successorAnswer.complete(it)));
    }

    private Outcome made(Under ended) {
        generationInside = generationComing;
        HistoryEntry entry = entry(ended.operation, ended.before, ended.target, "done");
        record = record.wanted(ended.target, ended.operation.source(), entry);
        boolean remembered = tryRemember();
        services.audit(spec.name(), entry);
        show();
        return remembered ? new Outcome.Done(status, true) : unwritten();
    }

    private Outcome notMade(Under ended, Change.NotMade not) {
        Refusal refusal = ended.successor.isPresent() ? Refusal.SUPERSEDED : not.refusal();
        String text = ended.successor
                .map(next -> next.by() + " forced " + next.verb().word() + " meanwhile")
                .orElse(not.text());
        HistoryEntry entry = entry(ended.operation, ended.before, ended.target, refusal.code());
        record = record.note(entry);
        tryRemember();
        services.audit(spec.name(), entry);
        triedNanos = System.nanoTime();
        show();
        return new Outcome.Refused(refusal, text);
    }

    /** A change that the process died in: the machine, which lived on, knows whether it was made. */
    private void adoptPending() {
        Optional<Optional<String>> pending = record.pending();
        CarrierView view = carrier.view();
        if (pending.isPresent() && view.online()) {
            boolean made = view.disc().equals(pending.get()) && !pending.get().equals(record.disc());
            Operation operation =
                    Operation.of(Verb.SWAP, pending.get(), Policy.ASK, new Operator("before the restart", "server"));
            record = made
                    ? record.wanted(
                            pending.get(), Optional.empty(), entry(operation, record.disc(), pending.get(), "done"))
                    : record.withoutPending();
            tryRemember();
            show();
        }
    }

    /** Brings the drive back to what is wanted of it, when it can be done and nobody is at it. */
    void keep() {
        CarrierView view = carrier.view();
        if (!view.online() || under.isPresent()) {
            return;
        }
        if (record.pending().isPresent()) {
            adoptPending();
            return;
        }
        boolean mayTry = record.generation() > 0 && System.nanoTime() - triedNanos >= RETRY.toNanos();
        if (!mayTry || record.disc().equals(view.disc())) {
            return;
        }
        Optional<LibraryDisc> disc = record.disc().flatMap(services.library()::findAdmitted);
        if (disc.isPresent() == record.disc().isPresent()) {
            restore(disc);
        }
    }

    private void restore(Optional<LibraryDisc> disc) {
        Operation operation = Operation.of(Verb.SWAP, record.disc(), Policy.ASK, Operator.SERVER);
        Under begun = new Under(
                operation, record.disc(), status.disc(), services.clock().instant());
        under = Optional.of(begun);
        show();
        change(disc, operation)
                .whenComplete((change, failure) -> services.worker().execute(() -> {
                    under = Optional.empty();
                    boolean made = change instanceof Change.Made;
                    if (change instanceof Change.Made) {
                        generationInside = generationComing;
                        HistoryEntry entry = entry(operation, begun.before, record.disc(), "done");
                        record = record.note(entry);
                        tryRemember();
                        services.audit(spec.name(), entry);
                    }
                    triedNanos = System.nanoTime();
                    show();
                    begun.successor.ifPresent(
                            next -> operate(next).whenComplete((it, fault) -> begun.successorAnswer.complete(it)));
                }));
    }

    private void look() {
        CarrierView before = status.view();
        CarrierView now = carrier.view();
        if (before.equals(now)) {
            return;
        }
        boolean byGuest = under.isEmpty() && before.online() && now.online() && before.tray() != now.tray();
        if (byGuest) {
            HistoryEntry entry = new HistoryEntry(
                    services.clock().instant(),
                    "guest",
                    now.tray() == Tray.OPEN ? "opened the tray" : "closed the tray",
                    now.disc(),
                    now.disc(),
                    "",
                    "done");
            record = record.note(entry);
            tryRemember();
            services.audit(spec.name(), entry);
        }
        show();
        if (!before.online() && now.online()) {
            keep();
        }
        if (byGuest && now.tray() == Tray.OPEN) {
            spec.below(now.disc())
                    .ifPresent(disc -> operate(Operation.of(Verb.SWAP, Optional.of(disc), Policy.ASK, Operator.GUEST)));
        }
    }

    private HistoryEntry entry(Operation operation, Optional<String> before, Optional<String> target, String result) {
        return new HistoryEntry(
                services.clock().instant(),
                operation.by().toString(),
                operation.verb().word(),
                before,
                target,
                operation.policy().word(),
                result);
    }

    private boolean tryRemember() {
        if (removed) {
            // It was removed: a change that ends later must not bring it back.
            return true;
        }
        try {
            services.remember(spec.name(), record);
            return true;
        } catch (IOException e) {
            LOG.error("the state of {} cannot be written: {}", spec.name(), e.getMessage());
            return false;
        }
    }

    private static Outcome unwritten() {
        return new Outcome.Refused(Refusal.FAILED, "the state cannot be written: see the log of the server");
    }

    private void show() {
        status = statusOf(carrier.view());
        if (removed) {
            return;
        }
        services.events().publish("drive", DriveDocuments.status(status).toString());
    }

    private DriveStatus statusOf(CarrierView view) {
        List<HistoryEntry> history = record.history();
        Set<String> discs = new HashSet<>();
        record.disc().ifPresent(discs::add);
        record.pending().flatMap(it -> it).ifPresent(discs::add);
        view.disc().ifPresent(discs::add);
        under.flatMap(it -> it.target).ifPresent(discs::add);
        concerned = Set.copyOf(discs);
        return new DriveStatus(
                spec,
                view,
                record.disc(),
                record.source(),
                record.generation(),
                under.map(it -> it.waiting),
                history.subList(Math.max(0, history.size() - 10), history.size()));
    }

    /** Closes it, and forgets it. */
    void remove() {
        removed = true;
        carrier.remove();
    }

    void close() {
        if (carrier != null) {
            carrier.close();
        }
    }
}
