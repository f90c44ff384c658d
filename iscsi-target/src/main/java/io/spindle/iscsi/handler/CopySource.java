package io.spindle.iscsi.handler;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelPromise;
import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.scsi.SectorRange;
import io.spindle.transport.CopyBudget;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/** Sectors that are read into memory, of which all sessions share a fixed amount, and sent from there. */
final class CopySource implements DataInSource {
    private final OpenMedia media;
    private final OpenMedium medium;
    private final SectorRange range;
    private final CopyBudget budget;
    private final CopyBudget.Holder holder;
    private final Executor thread;
    private ByteBuf piece;
    private long pieceAt;
    private int pieceBytes;
    private boolean waiting;
    private boolean entered;
    private boolean closed;

    CopySource(OpenMedia media, OpenMedium medium, SectorRange range, Budget budget, Executor thread) {
        this.media = media;
        this.medium = medium;
        this.range = range;
        this.budget = budget.copies();
        this.holder = budget.holder();
        this.thread = thread;
    }

    /** A budget, and who takes from it. */
    record Budget(CopyBudget copies, CopyBudget.Holder holder) {}

    @Override
    public boolean prepare(long offsetBytes, int lengthBytes, Listener listener) {
        pieceAt = offsetBytes;
        pieceBytes = lengthBytes;
        waiting = !enter(listener);
        return !waiting;
    }

    /** A source that stalls is to hold a part of the memory only. True when the piece is read at once. */
    private boolean enter(Listener listener) {
        entered = !readsAtOnce();
        boolean letIn = !entered || medium.lane().enter(pieceBytes, () -> Handoff.run(thread, () -> letIn(listener)));
        return letIn && afford(listener);
    }

    private void letIn(Listener listener) {
        if (closed) {
            leave();
            media.release(medium);
        } else {
            tellWhen(afford(listener), listener);
        }
    }

    private boolean afford(Listener listener) {
        Runnable taken = () -> {
            if (!abandoned()) {
                tellWhen(read(listener), listener);
            }
        };
        return budget.take(holder, pieceBytes, () -> Handoff.run(thread, taken)) && read(listener);
    }

    private void tellWhen(boolean ready, Listener listener) {
        if (ready) {
            waiting = false;
            listener.prepared(null);
        }
    }

    /** True when the piece is read at once; else it is being read, or could not be. */
    private boolean read(Listener listener) {
        piece = PooledByteBufAllocator.DEFAULT.directBuffer(pieceBytes);
        ByteBuffer destination = piece.nioBuffer(0, pieceBytes);
        Attempt.WaitingTask task = () -> range.read(pieceAt, destination);
        if (!readsAtOnce()) {
            medium.lane().execute(() -> {
                Throwable failure = Attempt.of(task);
                Handoff.run(thread, () -> finish(failure, listener));
            });
            return false;
        }
        leave();
        Throwable failure = Attempt.of(task);
        if (failure != null) {
            Handoff.run(thread, () -> finish(failure, listener));
        }
        return failure == null;
    }

    private boolean readsAtOnce() {
        ByteSource userData = medium.userData();
        return range.isUserData() && userData.readsAtOnce(range.firstLba() * range.sectorBytes() + pieceAt, pieceBytes);
    }

    private void finish(Throwable failure, Listener listener) {
        leave();
        if (!abandoned()) {
            waiting = false;
            if (failure != null) {
                drop();
            }
            listener.prepared(failure);
        }
    }

    /** True when nobody wants the piece any more; then all is given back. */
    private boolean abandoned() {
        if (closed) {
            drop();
            media.release(medium);
        }
        return closed;
    }

    private void leave() {
        if (entered) {
            entered = false;
            medium.lane().leave(pieceBytes);
        }
    }

    private void drop() {
        leave();
        if (piece != null) {
            piece.release();
            piece = null;
        }
        budget.giveBack(holder, pieceBytes);
        pieceBytes = 0;
    }

    @Override
    public void write(SessionOutput output, TargetPdu.DataIn header) {
        int index = (int) (header.bufferOffset() - pieceAt);
        boolean last = index + header.lengthBytes() == pieceBytes;
        ChannelPromise written = last ? output.newPromise() : output.voidPromise();
        output.sendSlice(header, piece, index, written);
        if (last) {
            int bytes = pieceBytes;
            written.addListener(done -> budget.giveBack(holder, bytes));
            piece.release();
            piece = null;
            pieceBytes = 0;
        }
    }

    @Override
    public void close() {
        closed = true;
        if (!waiting) {
            if (piece != null) {
                drop();
            }
            media.release(medium);
        }
    }
}
