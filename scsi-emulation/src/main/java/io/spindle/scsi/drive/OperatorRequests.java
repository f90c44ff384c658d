package io.spindle.scsi.drive;

import io.spindle.scsi.Medium;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the operator wants of the drive and has not got yet.
 *
 * <p>A request goes through up to three steps, of which each can fall away: a guest is asked to open the tray, the open
 * tray is shown to everybody, the next disc goes in.
 */
final class OperatorRequests {
    /** So long has a guest that let go, as udev does, to open the tray itself: what it opens later holds the next disc. */
    private static final long LET_GO_MILLIS = 500;

    private final DriveState drive;
    private Optional<Ticket> pending = Optional.empty();
    private Optional<Medium> toInsert = Optional.empty();
    private long askedUntilNanos;
    /** Since when nobody holds the disc that was asked for. */
    private OptionalLong letGoNanos = OptionalLong.empty();

    OperatorRequests(DriveState drive) {
        this.drive = drive;
    }

    Ticket insert(Medium medium, long nowNanos) {
        if (drive.tray().holdsDisc()) {
            return new Ticket(Ticket.Kind.INSERT, Optional.of(medium.name()))
                    .end(Ticket.Ending.REFUSED, "There is a disc in the drive already: swap it, or eject it first.");
        }
        return begin(Ticket.Kind.INSERT, Optional.of(medium), EjectMode.ASK, nowNanos);
    }

    Ticket eject(EjectMode mode, long nowNanos) {
        return begin(Ticket.Kind.EJECT, Optional.empty(), mode, nowNanos);
    }

    Ticket swap(Medium medium, EjectMode mode, long nowNanos) {
        return begin(Ticket.Kind.SWAP, Optional.of(medium), mode, nowNanos);
    }

    /** Only as long as the disc lies in the closed tray: what has begun to come out is brought to its end. */
    void giveUp() {
        if (pending.isPresent() && drive.tray().holdsDisc()) {
            drive.askNoMore();
            end(Ticket.Ending.SUPERSEDED, "The operator gave it up.");
        }
    }

    Optional<Ticket> pending() {
        return pending;
    }

    private Ticket begin(Ticket.Kind kind, Optional<Medium> medium, EjectMode mode, long nowNanos) {
        supersede();
        Ticket ticket = new Ticket(kind, medium.map(Medium::name));
        pending = Optional.of(ticket);
        toInsert = medium;
        if (drive.tray().holdsDisc()) {
            if (mode == EjectMode.ASK && !drive.holders().isEmpty()) {
                drive.ask();
                askedUntilNanos =
                        nowNanos + drive.settings().times().ejectAsked().toNanos();
                letGoNanos = OptionalLong.empty();
            } else {
                drive.allowRemoval();
                release(nowNanos);
            }
        }
        advance(nowNanos);
        return ticket;
    }

    private void supersede() {
        end(Ticket.Ending.SUPERSEDED, "The operator asked for something else.");
    }

    /** Nobody holds the disc, or that does not count: out it comes. */
    private void release(long nowNanos) {
        if (toInsert.isPresent() && drive.settings().instant()) {
            exchange(toInsert.get(), nowNanos);
        } else {
            drive.openTray(nowNanos);
        }
    }

    /** Somebody who may have held the disc does not any more. */
    void holderGone(long nowNanos) {
        if (pending.isPresent() && drive.tray().holdsDisc() && drive.holders().isEmpty()) {
            release(nowNanos);
            advance(nowNanos);
        }
    }

    /** A guest has opened the tray: what the operator waited for. */
    void trayOpenedByGuest(long nowNanos) {
        advance(nowNanos);
    }

    /** A guest is about to close the tray: a disc that waits for that goes in now. */
    void trayClosesByGuest(long nowNanos) {
        if (pending.isPresent() && !drive.tray().holdsDisc()) {
            toInsert.ifPresent(medium -> insertNow(medium, nowNanos));
        }
    }

    /** Goes on as far as it goes by now. */
    void advance(long nowNanos) {
        if (pending.isEmpty()) {
            return;
        }
        if (drive.tray().holdsDisc()) {
            waitForHolders(nowNanos);
            return;
        }
        drive.tray().takeOut();
        if (toInsert.isEmpty()) {
            end(Ticket.Ending.DONE, "");
        } else if (drive.removalShown(nowNanos)) {
            insertNow(toInsert.get(), nowNanos);
        }
    }

    /** Who lets go, and does not open the tray himself soon, did so because he needs the disc no more. */
    private void waitForHolders(long nowNanos) {
        if (!drive.holders().isEmpty()) {
            letGoNanos = OptionalLong.empty();
            if (askedUntilNanos - nowNanos <= 0) {
                drive.askNoMore();
                end(Ticket.Ending.TIMED_OUT, whoHeld());
            }
        } else if (letGoNanos.isEmpty()) {
            letGoNanos = OptionalLong.of(nowNanos);
        } else if (openedByGuestUntil(letGoNanos.getAsLong()) - nowNanos <= 0) {
            holderGone(nowNanos);
        }
    }

    private static long openedByGuestUntil(long letGoNanos) {
        return letGoNanos + LET_GO_MILLIS * 1_000_000;
    }

    OptionalLong nextTick() {
        if (pending.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!drive.tray().holdsDisc()) {
            return OptionalLong.of(drive.removalShownAt());
        }
        return OptionalLong.of(letGoNanos.isPresent() ? openedByGuestUntil(letGoNanos.getAsLong()) : askedUntilNanos);
    }

    private String whoHeld() {
        Duration asked = drive.settings().times().ejectAsked();
        return "The guest was asked for the disc and did not open the tray within " + asked.toSeconds()
                + " s; it is held by " + String.join(", ", drive.holders()) + ".";
    }

    private void exchange(Medium medium, long nowNanos) {
        LoadedMedium.hold(medium)
                .ifPresentOrElse(
                        loaded -> {
                            drive.exchange(loaded, nowNanos);
                            end(Ticket.Ending.DONE, "");
                        },
                        this::imageIsClosed);
    }

    private void insertNow(Medium medium, long nowNanos) {
        LoadedMedium.hold(medium)
                .ifPresentOrElse(
                        loaded -> {
                            drive.tray().takeOut();
                            drive.tray().putIn(loaded);
                            drive.closeTray(Optional.empty(), nowNanos);
                            end(Ticket.Ending.DONE, "");
                        },
                        this::imageIsClosed);
    }

    private void imageIsClosed() {
        end(
                Ticket.Ending.REFUSED,
                "The image of " + toInsert.map(Medium::name).orElse("the disc") + " is not open any more.");
    }

    private void end(Ticket.Ending ending, String reason) {
        pending.ifPresent(it -> it.end(ending, reason));
        pending = Optional.empty();
        toInsert = Optional.empty();
    }
}
