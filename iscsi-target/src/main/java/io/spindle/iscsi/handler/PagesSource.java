package io.spindle.iscsi.handler;

import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.scsi.SectorRange;
import java.util.concurrent.Executor;

/** Sectors that are sent as pages of a mapped file; what is not in memory is brought there first. */
final class PagesSource implements DataInSource {
    private final OpenMedia media;
    private final OpenMedium medium;
    private final long startBytes;
    private final Executor thread;
    private boolean waiting;
    private boolean closed;

    PagesSource(OpenMedia media, OpenMedium medium, SectorRange range, Executor thread) {
        this.media = media;
        this.medium = medium;
        this.startBytes = range.firstLba() * range.sectorBytes();
        this.thread = thread;
    }

    @Override
    public boolean prepare(long offsetBytes, int lengthBytes, Listener listener) {
        long at = startBytes + offsetBytes;
        if (medium.isResident(at, lengthBytes)) {
            Throwable failure = Attempt.of(medium::checkIntact);
            waiting = failure != null;
            if (waiting) {
                Handoff.run(thread, () -> loaded(failure, listener));
            }
            return !waiting;
        }
        waiting = true;
        medium.lane().execute(() -> {
            Throwable failure = Attempt.of(() -> medium.userData().preload(at, lengthBytes));
            Handoff.run(thread, () -> loaded(failure, listener));
        });
        return false;
    }

    private void loaded(Throwable failure, Listener listener) {
        waiting = false;
        if (closed) {
            media.release(medium);
        } else {
            listener.prepared(failure);
        }
    }

    @Override
    public void write(SessionOutput output, TargetPdu.DataIn header) {
        output.sendPages(header, medium.pages(), startBytes + header.bufferOffset());
    }

    @Override
    public void close() {
        closed = true;
        if (!waiting) {
            media.release(medium);
        }
    }
}
