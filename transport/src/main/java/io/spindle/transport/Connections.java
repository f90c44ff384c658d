package io.spindle.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a server: how many there may be, and how they end when it stops. */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final int maximum;
    private final String peers;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean draining;
    private volatile boolean limitReported;

    /**
     * None yet.
     *
     * @param maximum at most that many at once
     * @param peers what a person calls those who connect, in the plural
     */
    public Connections(int maximum, String peers) {
        this.maximum = maximum;
        this.peers = peers;
    }

    /** How many there are now. */
    public int count() {
        return open.size();
    }

    /**
     * Admits new connections of a listener, and gives each its first handler.
     *
     * @param begin puts the first phase on the pipeline
     */
    public ChannelHandler initializer(Consumer<ChannelPipeline> begin) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (admit(channel)) {
                    begin.accept(channel.pipeline());
                } else {
                    channel.close();
                }
            }
        };
    }

    private boolean admit(Channel channel) {
        if (draining) {
            return false;
        }
        if (open.size() >= maximum) {
            if (!limitReported) {
                LOG.warn("{} connections are open, further {} are closed at once", maximum, peers);
                limitReported = true;
            }
            return false;
        }
        open.add(channel);
        channel.closeFuture().addListener(closed -> {
            open.remove(channel);
            limitReported = false;
            completeIfDrained();
        });
        return true;
    }

    /**
     * Ends every connection; those that are not done at the deadline are cut.
     *
     * @param end closes a connection when it is done with what is under way; run on its event loop
     * @return completes when none is left
     */
    public CompletableFuture<Void> drain(EventExecutor timer, Duration deadline, Consumer<Channel> end) {
        draining = true;
        open.forEach(channel -> channel.eventLoop().execute(() -> end.accept(channel)));
        timer.schedule(() -> open.forEach(Channel::close), deadline.toMillis(), TimeUnit.MILLISECONDS);
        completeIfDrained();
        return drained;
    }

    private void completeIfDrained() {
        if (draining && open.isEmpty()) {
            drained.complete(null);
        }
    }
}
