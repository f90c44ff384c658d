package io.spindle.iscsi.handler;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.scsi.Medium;
import io.spindle.transport.WaitingReads;
import java.util.Optional;

/**
 * The media that a session reads. The latest stays open between commands, for opening costs more than a command; one that
 * was not read for a while, or that another has replaced, is let go.
 */
final class OpenMedia {
    private final WaitingReads waitingReads;
    private final SessionOutput output;
    private OpenMedium current;
    private boolean closed;

    OpenMedia(WaitingReads waitingReads, SessionOutput output) {
        this.waitingReads = waitingReads;
        this.output = output;
    }

    /** The medium for one more user, who gives it back with {@link #release}; empty when it is closed already. */
    Optional<OpenMedium> open(Medium medium) {
        if (current == null || !current.isOf(medium)) {
            retire();
            Optional<SharedByteSource.Lease> lease = medium.hold().lease();
            if (lease.isEmpty()) {
                return Optional.empty();
            }
            current = new OpenMedium(medium, lease.get(), waitingReads.lane(medium.hold()));
        }
        current.addUser();
        return Optional.of(current);
    }

    void release(OpenMedium medium) {
        medium.removeUser();
        if (medium.isFinished()) {
            dispose(medium);
        }
    }

    /** Time has passed since files were found intact. */
    void doubt() {
        if (current != null) {
            current.doubt();
        }
    }

    /** Lets go of what nobody has read since the last call. */
    void sweep() {
        if (current != null && current.isIdle()) {
            retire();
        }
    }

    /** The session is over. */
    void close() {
        closed = true;
        retire();
    }

    private void retire() {
        if (current != null) {
            OpenMedium former = current;
            current = null;
            former.retire();
            if (former.isFinished()) {
                dispose(former);
            }
        }
    }

    /** What was written of it may still have to be read by the kernel. */
    private void dispose(OpenMedium medium) {
        if (closed) {
            medium.close();
        } else {
            output.afterWrites().addListener(written -> medium.close());
        }
    }
}
