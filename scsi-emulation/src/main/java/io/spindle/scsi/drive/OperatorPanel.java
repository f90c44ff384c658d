package io.spindle.scsi.drive;

import io.spindle.scsi.Medium;
import java.util.OptionalLong;

/**
 * The drive from the front: what a person does with it. Every call answers at once; what takes longer goes on in its
 * {@link Ticket}, and a new request takes the place of one that goes on.
 *
 * <p>Not thread-safe: called by the same thread as {@link io.spindle.scsi.LogicalUnit}. Times are of the same clock.
 */
public interface OperatorPanel {
    /** A disc goes into an empty drive, or one whose tray is open. Refused when a disc is in. */
    Ticket insert(Medium medium, long nowNanos);

    /** The disc comes out. */
    Ticket eject(EjectMode mode, long nowNanos);

    /**
     * The disc comes out, and when all who are connected have seen that it is gone, or had the time to, another goes
     * in.
     */
    Ticket swap(Medium medium, EjectMode mode, long nowNanos);

    /** What goes on is given up: a guest that was asked for the disc is not asked any more. */
    void giveUp(long nowNanos);

    /** From now on tells of everything that an initiator did, on its thread, when it is done; it must cost next to nothing. */
    void listen(Runnable listener);

    /** Looks at what has to happen by now without anybody's doing. */
    void tick(long nowNanos);

    /** When {@link #tick} has something to do, if ever; until then calling it changes nothing. */
    OptionalLong nextTick();

    /** How the drive is. */
    DriveStatus status();
}
