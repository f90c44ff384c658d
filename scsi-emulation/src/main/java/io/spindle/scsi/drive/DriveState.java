package io.spindle.scsi.drive;

import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.event.DriveEvent;
import io.spindle.scsi.event.EventStatus;
import io.spindle.scsi.event.PowerCondition;
import io.spindle.scsi.mmc.AudioPlayer;
import io.spindle.scsi.mmc.DriveSpeed;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The drive as it is, and what each change of it means for every nexus. */
final class DriveState {
    private final DriveSettings settings;
    private final Nexuses nexuses;
    private final Tray tray = new Tray();
    private final AudioPlayer player = new AudioPlayer();
    private final DriveSpeed speed = new DriveSpeed();
    /** The nexus that set the persistent prevent state. */
    private Optional<NexusState> persistentHolder = Optional.empty();
    /** The nexus that closed the tray: it knows of the disc, and gets no unit attention for it. */
    private Optional<NexusState> loader = Optional.empty();

    private PowerCondition power = PowerCondition.ACTIVE;
    private OptionalLong removedAtNanos = OptionalLong.empty();
    /** What lay on the tray that was open before a restart. */
    private final Optional<String> leftIdentity;

    DriveState(DriveSettings settings, DriveMemory memory, long nowNanos) {
        this.settings = settings;
        this.nexuses = new Nexuses(memory.knownPorts(), nowNanos);
        this.leftIdentity = memory.discIdentity();
        if (memory.trayOpen()) {
            tray.open();
        }
    }

    DriveSettings settings() {
        return settings;
    }

    Tray tray() {
        return tray;
    }

    AudioPlayer player() {
        return player;
    }

    DriveSpeed speed() {
        return speed;
    }

    Nexuses nexuses() {
        return nexuses;
    }

    NexusState attach(InitiatorPort initiatorPort, long nowNanos) {
        Optional<Nexuses.Lost> lost = nexuses.found(initiatorPort, nowNanos);
        NexusState state = nexuses.add(initiatorPort);
        if (lost.isPresent()) {
            returns(state, lost.get(), nowNanos);
        } else {
            state.raise(SenseCode.POWER_ON_RESET_OR_BUS_DEVICE_RESET_OCCURRED);
            tray.ready().ifPresent(it -> state.getsDisc(it.medium().identity()));
        }
        return state;
    }

    /** A port comes back: it is told of what it missed, and of nothing else. */
    private void returns(NexusState state, Nexuses.Lost lost, long nowNanos) {
        KnownPort port = lost.port();
        Optional<String> now = tray.ready().map(it -> it.medium().identity());
        if (port.settled() && port.discIdentity().equals(now)) {
            state.discIdentity(now);
        } else if (now.isPresent()) {
            state.getsDisc(now.get());
            state.raise(SenseCode.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED);
        } else {
            state.losesDisc();
        }
        boolean soonEnough =
                nowNanos - lost.sinceNanos() <= settings.times().nexusLoss().toNanos();
        state.preventing(port.preventing() && soonEnough && tray.content().isPresent());
    }

    void detach(Nexus nexus, boolean expected, long nowNanos) {
        nexuses.of(nexus).ifPresent(state -> {
            nexuses.remove(state, !expected, nowNanos);
            persistentHolder = persistentHolder.filter(it -> it != state);
            loader = loader.filter(it -> it != state);
        });
    }

    /** Prevent bits fall; each nexus is told. Tray and disc stay as they are. */
    void reset() {
        allowRemoval();
        discStops();
        power = PowerCondition.ACTIVE;
        nexuses.attached().forEach(it -> it.raise(SenseCode.BUS_DEVICE_RESET_FUNCTION_OCCURRED));
    }

    /** A disc that has become ready is made known. */
    void advance(long nowNanos) {
        if (!tray.becomesReady(nowNanos)) {
            return;
        }
        String identity = tray.ready().orElseThrow().medium().identity();
        for (NexusState nexus : nexuses.attached()) {
            nexus.getsDisc(identity);
            if (loader.filter(it -> it == nexus).isEmpty()) {
                nexus.raise(SenseCode.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED);
            }
        }
        loader = Optional.empty();
        removedAtNanos = OptionalLong.empty();
    }

    /** The tray goes out; a disc in it is lost to all. */
    void openTray(long nowNanos) {
        if (tray.holdsDisc()) {
            nexuses.attached().forEach(NexusState::losesDisc);
            removedAtNanos = OptionalLong.of(nowNanos);
        }
        tray.open();
        discStops();
        loader = Optional.empty();
    }

    private void discStops() {
        player.reset();
        speed.reset();
    }

    /** The tray goes in, by the hand of a nexus or of the operator. */
    void closeTray(Optional<NexusState> by, long nowNanos) {
        loader = by;
        tray.close(nowNanos + settings.times().becomingReady().toNanos());
        advance(nowNanos);
    }

    /** Another disc lies in the closed tray all at once. */
    void exchange(LoadedMedium medium, long nowNanos) {
        tray.takeOut();
        tray.putIn(medium);
        discStops();
        askNoMore();
        tray.close(nowNanos);
        advance(nowNanos);
    }

    /**
     * Before any nexus is there: the disc that is to lie in the drive. It lies on an open tray only when it did so before; a
     * tray that was open for another one, as in the middle of a swap, is closed.
     */
    void restore(LoadedMedium medium, long nowNanos) {
        boolean layThere = leftIdentity.equals(Optional.of(medium.medium().identity()));
        tray.putIn(medium);
        if (!tray.isOpen() || !layThere) {
            tray.close(nowNanos);
            advance(nowNanos);
        }
    }

    /** Everybody may take the disc out. */
    void allowRemoval() {
        nexuses.attached().forEach(it -> it.preventing(false));
        persistentHolder = Optional.empty();
    }

    /** One nexus says whether it prevents removal. */
    void prevent(NexusState nexus, boolean value) {
        nexus.preventing(value);
    }

    /** The persistent prevent state, set by a nexus or ended by any. */
    void preventPersistently(NexusState nexus, boolean value) {
        persistentHolder = value ? Optional.of(nexus) : Optional.empty();
    }

    boolean persistentlyPrevented() {
        return persistentHolder.isPresent();
    }

    /** Names of the ports that keep the tray closed against the operator. */
    List<String> holders() {
        return Stream.concat(
                        nexuses.preventingPorts().stream(),
                        persistentHolder.stream().map(it -> it.nexus().initiatorPort()))
                .distinct()
                .toList();
    }

    /** Every nexus that was connected when the disc left has seen that it did, or has had the time to. */
    boolean removalShown(long nowNanos) {
        if (settings.instant() || removedAtNanos.isEmpty()) {
            return true;
        }
        return removalShownAt() - nowNanos <= 0 || nexuses.attached().stream().noneMatch(NexusState::removalUnseen);
    }

    /** When nobody waits any longer for others to see the removal. */
    long removalShownAt() {
        return removedAtNanos.orElse(0) + settings.times().removalShown().toNanos();
    }

    void ask() {
        nexuses.attached().forEach(it -> it.events().add(DriveEvent.EJECT_REQUEST));
    }

    void askNoMore() {
        nexuses.attached().forEach(it -> it.events().remove(DriveEvent.EJECT_REQUEST));
    }

    PowerCondition power() {
        return power;
    }

    /** A nexus wants the drive more or less awake; all are told that it is. */
    void power(PowerCondition wanted) {
        if (power != wanted) {
            power = wanted;
            nexuses.attached().forEach(it -> it.events().add(DriveEvent.POWER_CHANGE_SUCCESSFUL));
        }
    }

    /** A command makes the drive wake up by itself, which is no event. */
    void wakeUp() {
        power = PowerCondition.ACTIVE;
    }

    EventStatus eventStatus() {
        return new EventStatus(tray.isOpen(), tray.holdsDisc(), persistentlyPrevented(), power);
    }
}
