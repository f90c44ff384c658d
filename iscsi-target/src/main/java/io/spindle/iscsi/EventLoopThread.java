package io.spindle.iscsi;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.spindle.iscsi.handler.TargetThread;

/** An event loop as the thread of targets: the connections of their sessions are registered with it. */
record EventLoopThread(EventLoop loop) implements TargetThread {
    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public void adopt(Channel channel, Runnable moved, Runnable lost) {
        if (channel.eventLoop() == loop) {
            moved.run();
            return;
        }
        channel.deregister().addListener((ChannelFuture left) -> {
            if (left.isSuccess()) {
                register(channel, moved, lost);
            } else {
                channel.close();
                lost.run();
            }
        });
    }

    private void register(Channel channel, Runnable moved, Runnable lost) {
        loop.register(channel).addListener((ChannelFuture arrived) -> {
            if (arrived.isSuccess()) {
                channel.config().setAutoRead(true);
                moved.run();
            } else {
                lost.run();
            }
        });
    }
}
