package io.spindle.app;

import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads one block of an export, as a client does. */
final class NbdProbe {
    private static final int GREETING_BYTES = 18;
    private static final int REPLY_HEADER_BYTES = 16;
    private static final int BLOCK_BYTES = 2048;
    private static final long I_HAVE_OPT = 0x49484156454F5054L;
    private static final long LIMIT_SECONDS = 5;

    private NbdProbe() {}

    /**
     * Reads the first block; of a listener with TLS, for which this has no certificates, it wants only the answer that TLS may
     * begin.
     *
     * @param export its name, "" for the default export
     * @throws IOException when it does not come within 5 s
     */
    static void read(NbdListener listener, String export) throws IOException {
        try (SocketChannel channel = open(listener.address())) {
            CompletableFuture.runAsync(() -> talk(channel, listener.tls().isPresent(), export))
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    "the export " + export + " does not answer: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("the export " + export + " does not answer within " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static SocketChannel open(ListenAddress address) throws IOException {
        if (address instanceof ListenAddress.Unix unix) {
            return connected(SocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(unix.path()));
        }
        if (address instanceof ListenAddress.Tcp tcp) {
            return connected(SocketChannel.open(), new InetSocketAddress(NbdUri.reachable(tcp.host()), tcp.port()));
        }
        throw new IOException("where the socket that was handed over listens is not known: name one with --nbd");
    }

    private static SocketChannel connected(SocketChannel channel, SocketAddress address) throws IOException {
        try {
            channel.connect(address);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void talk(SocketChannel channel, boolean tls, String export) {
        try {
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(channel));
            in.readNBytes(GREETING_BYTES);
            out.writeInt(3); // NBD_FLAG_C_FIXED_NEWSTYLE, NBD_FLAG_C_NO_ZEROES
            if (tls) {
                startTls(in, out);
                return;
            }
            go(in, out, export.getBytes(StandardCharsets.UTF_8));
            request(out, 0, BLOCK_BYTES);
            in.readFully(new byte[REPLY_HEADER_BYTES + BLOCK_BYTES]);
            request(out, 2, 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(
                    e.getMessage() == null ? "it closed the connection" : e.getMessage(), e);
        }
    }

    private static void startTls(DataInputStream in, DataOutputStream out) throws IOException {
        out.writeLong(I_HAVE_OPT);
        out.writeInt(5); // NBD_OPT_STARTTLS
        out.writeInt(0);
        accept(in);
    }

    private static void go(DataInputStream in, DataOutputStream out, byte[] export) throws IOException {
        out.writeLong(I_HAVE_OPT);
        out.writeInt(7); // NBD_OPT_GO
        out.writeInt(6 + export.length);
        out.writeInt(export.length);
        out.write(export);
        out.writeShort(0);
        accept(in);
    }

    private static void accept(DataInputStream in) throws IOException {
        int type;
        do {
            in.readLong();
            in.readInt();
            type = in.readInt();
            in.readNBytes(in.readInt());
        } while (type == 3); // NBD_REP_INFO
        if (type != 1) { // NBD_REP_ACK
            throw new IOException("it was refused with " + Integer.toHexString(type));
        }
    }

    private static void request(DataOutputStream out, int command, int lengthBytes) throws IOException {
        out.writeInt(0x25609513);
        out.writeShort(0);
        out.writeShort(command);
        out.writeLong(1);
        out.writeLong(0);
        out.writeInt(lengthBytes);
    }
}
