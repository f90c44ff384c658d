package io.spindle.iscsi;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.spindle.iscsi.handler.ConnectionContext;
import io.spindle.iscsi.handler.DataOutMemory;
import io.spindle.iscsi.handler.LoginHandler;
import io.spindle.iscsi.handler.ServedTargets;
import io.spindle.iscsi.handler.SessionHandles;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.SessionTraffic;
import io.spindle.transport.Connections;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.ListenAddress;
import io.spindle.transport.Transport;
import io.spindle.transport.WaitingReads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A running iSCSI server.
 *
 * <p>Every target has one thread: all sessions of it, and so all calls on its logical unit, happen there.
 */
public final class IscsiTargetServer {
    private static final long COPY_BUDGET_BYTES = 32L << 20;
    private static final long DATA_OUT_BYTES = 16L << 20;

    private final EventLoopGroup eventLoops;
    private final WaitingReads waitingReads = new WaitingReads();
    private final CopyBudget copies = new CopyBudget(COPY_BUDGET_BYTES);
    private final ServedTargets targets = new ServedTargets();
    private final SessionHandles handles;
    private final Connections connections;
    private final ScheduledFuture<?> sweeping;
    private final AtomicReference<CompletableFuture<Void>> stopping = new AtomicReference<>();
    private final List<Channel> serverChannels = new CopyOnWriteArrayList<>();
    private final List<ListenAddress.Tcp> listeners = new ArrayList<>();

    private IscsiTargetServer(EventLoopGroup eventLoops, IscsiServerOptions options) {
        this.eventLoops = eventLoops;
        this.handles = new SessionHandles(options.maximumConnections());
        this.connections = new Connections(options.maximumConnections(), "initiators");
        this.sweeping = eventLoops.next().scheduleWithFixedDelay(copies::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Binds every listener and starts to serve, without a target yet.
     *
     * @throws IOException when a listener cannot be had; the text says which, why, and what to do. Nothing is left open
     *     then.
     */
    public static IscsiTargetServer start(IscsiServerOptions options) throws IOException {
        Transport transport = Transport.best();
        IscsiTargetServer server = new IscsiTargetServer(transport.newEventLoops("iscsi"), options);
        ConnectionContext context = server.context(options);
        try {
            for (ListenAddress.Tcp listener : options.listeners()) {
                Channel channel = transport.listen(
                        server.eventLoops,
                        listener,
                        server.connections.initializer(begin(context)),
                        "--iscsi HOST:PORT");
                server.serverChannels.add(channel);
                server.listeners.add((ListenAddress.Tcp) Transport.boundAddress(listener, channel));
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.stop(Duration.ZERO);
            throw e;
        }
    }

    private static Consumer<ChannelPipeline> begin(ConnectionContext context) {
        return pipeline -> pipeline.addLast("login", new LoginHandler(context));
    }

    /** Where an initiator that came by {@code local} is told that targets are. */
    private List<String> portals(IscsiServerOptions options, InetSocketAddress local) {
        if (!options.portals().isEmpty()) {
            return options.portals();
        }
        return Stream.concat(
                        Stream.of(local),
                        serverChannels.stream()
                                .map(channel -> (InetSocketAddress) channel.localAddress())
                                .filter(it -> it != null && isReachable(it)))
                .map(IscsiTargetServer::text)
                .distinct()
                .toList();
    }

    private static String text(InetSocketAddress address) {
        String host = NetUtil.toAddressString(address.getAddress());
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    private static boolean isReachable(InetSocketAddress listener) {
        return !listener.getAddress().isAnyLocalAddress()
                && !listener.getAddress().isLoopbackAddress()
                && !listener.getAddress().isLinkLocalAddress();
    }

    private ConnectionContext context(IscsiServerOptions options) {
        SecureRandom random = new SecureRandom();
        return new ConnectionContext(
                targets,
                options.discoveryChap(),
                local -> portals(options, local),
                options.limits(),
                handles,
                lengthBytes -> {
                    byte[] bytes = new byte[lengthBytes];
                    random.nextBytes(bytes);
                    return bytes;
                },
                waitingReads,
                copies,
                new DataOutMemory(DATA_OUT_BYTES));
    }

    /**
     * One more target.
     *
     * @return runs tasks on its thread, which is the only one that may touch its logical unit from now on
     * @throws IllegalArgumentException when there is one of that name
     */
    public ScheduledExecutorService add(IscsiTarget target) {
        EventLoop loop = eventLoops.next();
        targets.add(target, new EventLoopThread(loop));
        return loop;
    }

    /** The target is there no more: its sessions end, and nobody can log in to it. */
    public void remove(String name) {
        targets.remove(name);
    }

    /** What is listened on, in the order of the options, with the ports that the system chose. */
    public List<ListenAddress.Tcp> listeners() {
        return List.copyOf(listeners);
    }

    /** What each session of a target has read since it began; nothing where there is no such target. */
    public List<SessionTraffic> traffic(String target) {
        return targets.traffic(target);
    }

    /** How many sessions there are now. */
    public int sessionCount() {
        return handles.count();
    }

    /**
     * Stops accepting, answers the commands under way, and closes; connections that are not done at the deadline are cut.
     * Further calls wait for the same end.
     */
    public CompletableFuture<Void> stop(Duration deadline) {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        if (!stopping.compareAndSet(null, stopped)) {
            return stopping.get();
        }
        sweeping.cancel(false);
        serverChannels.forEach(Channel::close);
        connections.drain(eventLoops.next(), deadline, LoginHandler::end).whenComplete((done, failure) -> {
            waitingReads.close();
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(ended -> stopped.complete(null));
        });
        return stopped;
    }
}
