package io.spindle.iscsi.handler;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a server: how many there may be, and how they end when it stops. */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final int maximum;
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean draining;
    private volatile boolean limitReported;

    /** None yet, and at most that many at once. */
    public Connections(int maximum) {
        this.maximum = maximum;
    }

    /** Puts the login phase on every new connection. */
    public ChannelHandler initializer(ConnectionContext context) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (admit(channel)) {
                    channel.pipeline().addLast("login", new LoginHandler(context));
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
                LOG.warn("{} connections are open, further initiators are closed at once", maximum);
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

    /** Ends every connection; those that are not done at the deadline are cut. Completes when none is left. */
    public CompletableFuture<Void> drain(EventExecutor timer, Duration deadline) {
        draining = true;
        open.forEach(channel -> channel.eventLoop().execute(() -> end(channel)));
        timer.schedule(() -> open.forEach(Channel::close), deadline.toMillis(), TimeUnit.MILLISECONDS);
        completeIfDrained();
        return drained;
    }

    private static void end(Channel channel) {
        SessionHandler session = channel.pipeline().get(SessionHandler.class);
        if (session == null) {
            channel.close();
        } else {
            session.drain();
        }
    }

    private void completeIfDrained() {
        if (draining && open.isEmpty()) {
            drained.complete(null);
        }
    }
}
