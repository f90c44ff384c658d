package io.spindle.scsi;

/**
 * A SCSI target with one logical unit, as a transport sees it (SAM-5, 4.8).
 *
 * <p>Never waits and never throws for what an initiator sends. Not thread-safe: all calls, and all continuations of
 * {@link CommandOutcome.WantsDataOut}, come from one thread at a time. Times are of one steady clock, in nanoseconds.
 */
public interface LogicalUnit {
    /** Its number (SAM-5, 4.7), of those that fit into peripheral device addressing: 0 to 255. */
    default int number() {
        return 0;
    }

    /**
     * An initiator port connects. One that the logical unit knows from before, lost connection or restart, finds its
     * state again.
     */
    Nexus attach(InitiatorPort port, long nowNanos);

    /** A port connects that keeps its name. */
    default Nexus attach(String initiatorPort, long nowNanos) {
        return attach(InitiatorPort.named(initiatorPort), nowNanos);
    }

    /** The initiator port is gone; {@code expected} when it logged out, not when its connection broke. */
    void detach(Nexus nexus, boolean expected, long nowNanos);

    /** One command. */
    CommandOutcome execute(Nexus nexus, ScsiRequest request, long nowNanos);

    /** LOGICAL UNIT RESET and the target resets (SAM-5, 6.3.3). */
    void reset(long nowNanos);
}
