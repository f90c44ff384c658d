package io.spindle.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A connection in the transmission phase, to the default export of a server on TCP or a Unix socket. */
public record NbdConnection(SocketChannel channel, long exportBytes) implements AutoCloseable {
    private static final int HANDSHAKE_SECONDS = 10;
    private static final ScheduledExecutorService DEADLINES = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "handshake-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /** Connects and shakes hands; a server that stays silent for 10 s is a failure. */
    public static NbdConnection open(SocketAddress address, boolean structuredReplies) throws IOException {
        boolean tcp = address instanceof InetSocketAddress;
        SocketChannel channel = tcp ? SocketChannel.open() : SocketChannel.open(StandardProtocolFamily.UNIX);
        Future<Void> deadline = DEADLINES.schedule(() -> closed(channel), HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        try {
            channel.connect(address);
            if (tcp) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new NbdConnection(channel, Handshake.exportBytes(channel, structuredReplies));
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        } finally {
            deadline.cancel(false);
        }
    }

    private static Void closed(SocketChannel channel) throws IOException {
        channel.close();
        return null;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
