package io.spindle.iscsi.handler;

import java.util.ArrayDeque;
import java.util.Queue;

/** Sends the data of commands, in the order in which it is ready, as fast as the initiator reads it. */
final class DataInSender {
    private final SessionOutput output;
    private final Owner owner;
    /** Those that can be written, or at least asked for, now. */
    private final Queue<DataInStream> ready = new ArrayDeque<>();

    private boolean pumping;

    /** Who is told of the end of streams. */
    interface Owner {
        /** The next PDU is the last, with the status of the command. */
        void finishing(DataInStream stream);

        /** The rest of the data cannot be had. */
        void failed(DataInStream stream, Throwable failure);

        /** Something can be written that could not be before. */
        void resumed();
    }

    DataInSender(SessionOutput output, Owner owner) {
        this.output = output;
        this.owner = owner;
    }

    /** One more stream; what can be sent of it, when it is its turn, is sent. */
    void add(DataInStream stream) {
        ready.add(stream);
        pump();
    }

    /** Writes until nothing is ready or the initiator does not read. */
    void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (!ready.isEmpty() && output.isWritable()) {
            advance(ready.peek());
        }
        pumping = false;
    }

    private void advance(DataInStream stream) {
        if (!stream.isReady() && !stream.prepare(failure -> prepared(stream, failure))) {
            ready.remove();
            return;
        }
        boolean last = stream.isLast();
        if (last) {
            ready.remove();
            owner.finishing(stream);
        }
        stream.write(output);
        if (last) {
            stream.close();
        }
    }

    private void prepared(DataInStream stream, Throwable failure) {
        if (failure == null) {
            ready.add(stream);
        } else {
            stream.close();
            owner.failed(stream, failure);
        }
        owner.resumed();
    }

    /** Sends no more of the stream. */
    void drop(DataInStream stream) {
        ready.remove(stream);
        stream.close();
    }
}
