package io.spindle.bench.load;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of a few lines, written down from {@code doc/proto.md} with literal numbers, for one size of image. */
final class FakeServer implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final Mood mood;
    final AtomicInteger served = new AtomicInteger();
    final AtomicInteger disconnects = new AtomicInteger();

    enum Mood {
        HONEST,
        WRONG_DATA,
        HANGS_UP,
        REFUSES_EXPORT
    }

    FakeServer(ServerSocketChannel listener, SocketAddress address, Mood mood) throws IOException {
        this.listener = listener.bind(address);
        this.mood = mood;
        spawn(this::accept);
    }

    SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    private void accept() throws IOException {
        while (true) {
            SocketChannel client = listener.accept();
            spawn(() -> serve(client));
        }
    }

    private void serve(SocketChannel client) throws IOException {
        try (client) {
            DataInputStream in = new DataInputStream(Channels.newInputStream(client));
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
            out.write("NBDMAGICIHAVEOPT".getBytes(StandardCharsets.US_ASCII));
            out.writeShort(3);
            expect(3, in.readInt());
            boolean structured = haggle(in, out);
            if (mood != Mood.REFUSES_EXPORT) {
                transmit(in, out, structured);
                client.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream()); // unread requests would turn the end into a reset
            }
        }
    }

    private boolean haggle(DataInputStream in, DataOutputStream out) throws IOException {
        boolean structured = false;
        while (true) {
            expect(0x49484156454f5054L, in.readLong());
            int option = in.readInt();
            in.readNBytes(in.readInt());
            if (option == 8) {
                structured = true;
                optionReply(out, 8, 1, 0);
            } else if (mood == Mood.REFUSES_EXPORT) {
                optionReply(out, 7, 0x80000006, 0);
                return false;
            } else {
                optionReply(out, 7, 3, 12);
                out.writeShort(0);
                out.writeLong(1 << 20);
                out.writeShort(3);
                optionReply(out, 7, 1, 0);
                return structured;
            }
        }
    }

    private static void optionReply(DataOutputStream out, int option, int type, int lengthBytes) throws IOException {
        out.writeLong(0x0003e889045565a9L);
        out.writeInt(option);
        out.writeInt(type);
        out.writeInt(lengthBytes);
    }

    private void transmit(DataInputStream in, DataOutputStream out, boolean structured) throws IOException {
        for (int count = 0; ; count++) {
            expect(0x25609513, in.readInt());
            int command = in.readInt();
            long cookie = in.readLong();
            long offset = in.readLong();
            int lengthBytes = in.readInt();
            if (command == 2) {
                disconnects.incrementAndGet();
                return;
            }
            if (mood == Mood.HANGS_UP && count == 10) {
                return;
            }
            reply(out, structured, cookie, offset);
            out.write(data(offset, lengthBytes));
            served.incrementAndGet();
        }
    }

    private static void reply(DataOutputStream out, boolean structured, long cookie, long offset) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(28);
        if (structured) {
            header.putInt(0x668e33ef).putShort((short) 1).putShort((short) 1).putLong(cookie);
            header.putInt(8 + 2048).putLong(offset);
        } else {
            header.putInt(0x67446698).putInt(0).putLong(cookie);
        }
        out.write(header.array(), 0, header.position());
    }

    private byte[] data(long offset, int lengthBytes) throws IOException {
        expect(2048, lengthBytes);
        ByteBuffer data = ByteBuffer.allocate(lengthBytes);
        for (long word = offset / 8 + 1; data.hasRemaining(); word++) {
            data.putLong(word * 0x9E3779B97F4A7C15L);
        }
        if (mood == Mood.WRONG_DATA) {
            data.put(2047, (byte) ~data.get(2047));
        }
        return data.array();
    }

    private static void expect(long expected, long seen) throws IOException {
        if (expected != seen) {
            throw new IOException("client sent " + seen + " instead of " + expected);
        }
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void spawn(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException over) {
                // The client has gone, or sent what it should not: then it loses its connection, which the test sees.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
