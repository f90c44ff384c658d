package io.spindle.iscsi.handler;

import io.netty.channel.Channel;

/** The one thread on which all that concerns a target happens. */
public interface TargetThread {
    /** Runs the task there. */
    void execute(Runnable task);

    /**
     * Moves a connection there and then runs one of the tasks there.
     *
     * @param channel idle, with nothing left to write
     * @param moved run when the connection is there
     * @param lost run when it was closed on the way
     */
    void adopt(Channel channel, Runnable moved, Runnable lost);
}
