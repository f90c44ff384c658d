package io.spindle.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.function.Supplier;

/** The way to the operating system: Netty's epoll where there is one, NIO elsewhere. */
public enum Transport {
    EPOLL {
        @Override
        IoHandlerFactory ioHandlers() {
            return EpollIoHandler.newFactory(0, () -> new BriefPolling(System::nanoTime));
        }

        @Override
        Supplier<ServerChannel> serverChannel(ListenAddress address) throws IOException {
            if (address instanceof ListenAddress.Inherited inherited) {
                int fd = inherited.fileDescriptor();
                return InheritedSockets.unixPath(fd).isPresent()
                        ? () -> new EpollServerDomainSocketChannel(fd, true)
                        : () -> new EpollServerSocketChannel(fd);
            }
            if (address instanceof ListenAddress.Unix unix) {
                int fd = listenOn(unix.path());
                return () -> new EpollServerDomainSocketChannel(fd, true);
            }
            return EpollServerSocketChannel::new;
        }

        /** Not by Netty, whose channel would remove the file when it closes: that of a successor by then. */
        private static int listenOn(Path path) throws IOException {
            Socket socket = Socket.newSocketDomain();
            try {
                socket.bind(new DomainSocketAddress(path.toFile()));
                socket.listen(BACKLOG);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            return socket.intValue();
        }

        @Override
        ChannelFuture startUnix(ServerBootstrap bootstrap, Path path) {
            return bootstrap.register();
        }
    },

    NIO {
        @Override
        IoHandlerFactory ioHandlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        Supplier<ServerChannel> serverChannel(ListenAddress address) throws IOException {
            if (address instanceof ListenAddress.Inherited) {
                throw new IOException("a listening socket can be handed over on Linux only");
            }
            return address instanceof ListenAddress.Unix
                    ? NioServerDomainSocketChannel::new
                    : NioServerSocketChannel::new;
        }

        @Override
        ChannelFuture startUnix(ServerBootstrap bootstrap, Path path) {
            return bootstrap.bind(UnixDomainSocketAddress.of(path));
        }
    };

    private static final int BACKLOG = 1024;
    /** Beside what the kernel has already; what comes behind it is late by as much. */
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(512 << 10, 2 << 20);

    /** Some hundred requests at once; every client may make the server hold that much. */
    private static final RecvByteBufAllocator RECEIVED = new AdaptiveRecvByteBufAllocator(64, 2048, 16 * 1024);

    /** What this system has. */
    public static Transport best() {
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    abstract IoHandlerFactory ioHandlers();

    abstract Supplier<ServerChannel> serverChannel(ListenAddress address) throws IOException;

    abstract ChannelFuture startUnix(ServerBootstrap bootstrap, Path path);

    /** One event loop a core: they never wait, so more would only take turns. */
    public EventLoopGroup newEventLoops(String threadName) {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(threadName, true), ioHandlers());
    }

    /**
     * Listens, and puts {@code connections} on every connection.
     *
     * @param otherAddress how to choose another address, for people
     * @throws IOException with a text that says what is wrong and what to do
     */
    public Channel listen(EventLoopGroup loops, ListenAddress address, ChannelHandler connections, String otherAddress)
            throws IOException {
        if (address instanceof ListenAddress.Unix unix) {
            removeStaleSocket(unix.path());
        }
        Supplier<ServerChannel> channel;
        try {
            channel = serverChannel(address);
        } catch (IOException e) {
            throw refused(address, e, otherAddress);
        }
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channelFactory(channel::get)
                .childHandler(connections)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, RECEIVED)
                .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, SentBytesEstimator.INSTANCE)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        if (!(address instanceof ListenAddress.Inherited)) {
            bootstrap.option(ChannelOption.SO_BACKLOG, BACKLOG);
        }
        ChannelFuture listening = start(bootstrap, address).awaitUninterruptibly();
        if (!listening.isSuccess()) {
            throw refused(address, listening.cause(), otherAddress);
        }
        return listening.channel();
    }

    private ChannelFuture start(ServerBootstrap bootstrap, ListenAddress address) throws IOException {
        if (isTcp(address)) {
            bootstrap.childOption(ChannelOption.TCP_NODELAY, true).childOption(ChannelOption.SO_KEEPALIVE, true);
        }
        if (address instanceof ListenAddress.Tcp tcp) {
            return bootstrap.option(ChannelOption.SO_REUSEADDR, true).bind(resolve(tcp));
        }
        if (address instanceof ListenAddress.Unix unix) {
            return startUnix(bootstrap, unix.path());
        }
        return bootstrap.register();
    }

    private static boolean isTcp(ListenAddress address) throws IOException {
        return address instanceof ListenAddress.Inherited inherited
                ? InheritedSockets.unixPath(inherited.fileDescriptor()).isEmpty()
                : address instanceof ListenAddress.Tcp;
    }

    private static InetSocketAddress resolve(ListenAddress.Tcp tcp) throws IOException {
        try {
            return new InetSocketAddress(InetAddress.getByName(tcp.host()), tcp.port());
        } catch (UnknownHostException e) {
            throw new IOException("cannot listen on " + describe(tcp) + ": the host name is not known", e);
        }
    }

    /** A socket file that nobody listens on is left over from a server that was killed. */
    private static void removeStaleSocket(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean socket = (boolean)
                Files.readAttributes(path, "isOther", LinkOption.NOFOLLOW_LINKS).get("isOther");
        if (!socket) {
            throw new IOException("cannot listen on " + path + ": a file that is no socket is there; remove it");
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        } catch (ConnectException e) {
            Files.delete(path);
            return;
        }
        throw new IOException("cannot listen on " + path + ": another server listens there; stop it");
    }

    private static IOException refused(ListenAddress address, Throwable cause, String otherAddress) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String text = "cannot listen on " + describe(address) + ": " + reason;
        if (reason.contains("Address already in use")) {
            text += "; another server is there: stop it or choose another address with " + otherAddress;
        } else if (reason.contains("Permission denied")) {
            text += "; choose a port above 1023 or a folder that you may write";
        }
        return new IOException(text, cause);
    }

    private static String describe(ListenAddress address) {
        if (address instanceof ListenAddress.Tcp tcp) {
            return tcp.host().indexOf(':') < 0 ? tcp.host() + ":" + tcp.port() : "[" + tcp.host() + "]:" + tcp.port();
        }
        if (address instanceof ListenAddress.Unix unix) {
            return unix.path().toString();
        }
        return "the socket that was handed over";
    }

    /** Where clients find the channel; a socket that was handed over knows its own address. */
    public static ListenAddress boundAddress(ListenAddress asked, Channel channel) throws IOException {
        if (channel.localAddress() instanceof InetSocketAddress bound) {
            String host = asked instanceof ListenAddress.Tcp tcp ? tcp.host() : host(bound.getAddress());
            return new ListenAddress.Tcp(host, bound.getPort());
        }
        if (asked instanceof ListenAddress.Inherited inherited) {
            return InheritedSockets.unixPath(inherited.fileDescriptor())
                    .<ListenAddress>map(ListenAddress.Unix::new)
                    .orElse(asked);
        }
        return asked;
    }

    private static String host(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return address instanceof Inet6Address ? "::" : "0.0.0.0";
        }
        return address.getHostAddress();
    }
}
