package io.spindle.iscsi.handler;

import io.netty.util.concurrent.EventExecutor;
import io.spindle.transport.CopyBudget;

/** The connection of a session, as the session sees it. */
interface Link {
    /** The thread of the session. */
    EventExecutor thread();

    /** Runs a task on that thread; a fault in it ends the connection, whose initiator would else wait for ever. */
    void execute(Runnable task);

    /** Where the other end is: HOST:PORT. */
    String address();

    /** What the other end is called in the log. */
    default String peer() {
        return "initiator " + address();
    }

    /** In whose name memory for copies is taken. */
    CopyBudget.Holder holder();

    /** Something was written, or can be, outside of the answering of what was received. */
    void resume();

    /** Takes nothing more, and closes when all that was written is with the kernel. */
    void finish();

    /** Closes now. */
    void close();
}
