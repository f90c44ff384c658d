package io.spindle.control.qmp;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;

/** Lines of JSON in both directions. One thread may read while another writes. */
final class QmpChannel implements Closeable {
    private static final int LINE_LIMIT_BYTES = 16 << 20;

    private final ByteChannel channel;
    private final Closeable unblock;
    private final ByteBuffer in = ByteBuffer.allocate(64 * 1024).flip();

    private QmpChannel(ByteChannel channel, Closeable unblock) {
        this.channel = channel;
        this.unblock = unblock;
    }

    static QmpChannel open(QmpAddress address) throws IOException {
        if (address instanceof QmpAddress.Unix unix) {
            UnixSocketChannel channel =
                    UnixSocketChannel.open(new UnixSocketAddress(unix.path().toFile()));
            // To close a file descriptor does not wake a thread that reads from it; to shut the socket down does.
            return new QmpChannel(channel, channel::shutdownInput);
        }
        QmpAddress.Tcp tcp = (QmpAddress.Tcp) address;
        SocketChannel channel = SocketChannel.open();
        try {
            InetSocketAddress resolved = new InetSocketAddress(tcp.host(), tcp.port());
            if (resolved.isUnresolved()) {
                throw new IOException("nobody knows the host '" + tcp.host() + "'");
            }
            channel.socket().connect(resolved, 3000);
            channel.socket().setTcpNoDelay(true);
            channel.socket().setKeepAlive(true);
            return new QmpChannel(channel, () -> {});
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The next line, or null at the end. */
    String read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (in.hasRemaining()) {
                byte b = in.get();
                if (b == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(b);
            }
            if (line.size() > LINE_LIMIT_BYTES) {
                throw new IOException("the monitor sent a line of over 16 MiB");
            }
            in.clear();
            int count = channel.read(in);
            in.flip();
            if (count < 0) {
                return null;
            }
        }
    }

    synchronized void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            unblock.close();
        } finally {
            channel.close();
        }
    }
}
