package io.spindle.nbd;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.ScheduledFuture;
import io.spindle.nbd.export.ExportCatalog;
import io.spindle.nbd.handler.ConnectionContext;
import io.spindle.nbd.handler.ExportTraffic;
import io.spindle.nbd.handler.NegotiationHandler;
import io.spindle.transport.Connections;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.ListenAddress;
import io.spindle.transport.TransferCounters;
import io.spindle.transport.Transport;
import io.spindle.transport.WaitingReads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running NBD server. */
public final class NbdServer {
    private static final Logger LOG = LoggerFactory.getLogger(NbdServer.class);
    private static final long COPY_BUDGET_BYTES = 48L << 20;
    private static final int UNIX_REGION_THRESHOLD_BYTES = 64 * 1024;
    private static final int TCP_REGION_THRESHOLD_BYTES = 256 * 1024;

    private final EventLoopGroup eventLoops;
    private final WaitingReads waitingReads;
    private final Connections connections;
    private final ExportCatalog catalog;
    private final ExportTraffic traffic = new ExportTraffic();
    private final ScheduledFuture<?> sweeping;
    private final List<Channel> serverChannels = new ArrayList<>();
    private final List<NbdListener> listeners = new ArrayList<>();
    private final List<Path> socketFiles = new ArrayList<>();

    private NbdServer(
            EventLoopGroup eventLoops,
            WaitingReads waitingReads,
            CopyBudget copies,
            Connections connections,
            ExportCatalog catalog) {
        this.catalog = catalog;
        this.eventLoops = eventLoops;
        this.waitingReads = waitingReads;
        this.connections = connections;
        this.sweeping = eventLoops.next().scheduleWithFixedDelay(copies::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Binds every listener and starts to serve.
     *
     * @throws IOException when a listener cannot be had or certificates cannot be read; the text says which, why, and what
     *     to do. Nothing is left open then.
     */
    public static NbdServer start(NbdServerOptions options, ExportCatalog catalog) throws IOException {
        Transport transport = Transport.best();
        WaitingReads waitingReads = new WaitingReads();
        CopyBudget copies = new CopyBudget(COPY_BUDGET_BYTES);
        Connections connections = new Connections(options.maximumConnections(), "clients");
        NbdServer server = new NbdServer(transport.newEventLoops("nbd"), waitingReads, copies, connections, catalog);
        try {
            for (NbdListener listener : options.listeners()) {
                boolean unix = listener.address() instanceof ListenAddress.Unix;
                ConnectionContext context = new ConnectionContext(
                        catalog,
                        Certificates.load(listener.tls()),
                        options.handshakeTimeout(),
                        waitingReads,
                        copies,
                        unix ? UNIX_REGION_THRESHOLD_BYTES : TCP_REGION_THRESHOLD_BYTES,
                        server.traffic);
                server.listen(transport, listener, context);
            }
            return server;
        } catch (IOException | RuntimeException e) {
            server.stop(Duration.ZERO);
            throw e;
        }
    }

    private void listen(Transport transport, NbdListener listener, ConnectionContext context) throws IOException {
        Channel channel = transport.listen(
                eventLoops, listener.address(), connections.initializer(begin(context)), "--nbd HOST:PORT");
        serverChannels.add(channel);
        listeners.add(new NbdListener(Transport.boundAddress(listener.address(), channel), listener.tls()));
        if (listener.address() instanceof ListenAddress.Unix unix) {
            socketFiles.add(unix.path());
        }
    }

    private static Consumer<ChannelPipeline> begin(ConnectionContext context) {
        return pipeline -> pipeline.addLast("negotiation", new NegotiationHandler(context));
    }

    private static void remove(Path socketFile) {
        try {
            Files.deleteIfExists(socketFile);
        } catch (IOException e) {
            LOG.warn("the socket {} cannot be removed: {}", socketFile, e.toString());
        }
    }

    /** What is listened on, in the order of the options, with the ports that the system chose or that were handed over. */
    public List<NbdListener> listeners() {
        return List.copyOf(listeners);
    }

    /** What was read of each export since the start, by name. */
    public Map<String, TransferCounters.Counts> traffic() {
        return traffic.counts(catalog);
    }

    /** How many clients are connected now. */
    public int connectionCount() {
        return connections.count();
    }

    /**
     * Stops accepting, answers the requests in flight, and closes; connections that are not done at the deadline are cut.
     */
    public CompletableFuture<Void> stop(Duration deadline) {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        sweeping.cancel(false);
        // Files first: once nobody listens on one, another server may have put its own in the place.
        socketFiles.forEach(NbdServer::remove);
        serverChannels.forEach(Channel::close);
        connections.drain(eventLoops.next(), deadline, NegotiationHandler::end).whenComplete((done, failure) -> {
            waitingReads.close();
            eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).addListener(ended -> stopped.complete(null));
        });
        return stopped;
    }
}
