package io.spindle.bench.load;

import static io.spindle.bench.load.NbdWire.IHAVEOPT;
import static io.spindle.bench.load.NbdWire.NBDMAGIC;
import static io.spindle.bench.load.NbdWire.NBD_FLAG_FIXED_NEWSTYLE;
import static io.spindle.bench.load.NbdWire.NBD_FLAG_NO_ZEROES;
import static io.spindle.bench.load.NbdWire.NBD_INFO_EXPORT;
import static io.spindle.bench.load.NbdWire.NBD_OPT_GO;
import static io.spindle.bench.load.NbdWire.NBD_OPT_STRUCTURED_REPLY;
import static io.spindle.bench.load.NbdWire.NBD_REP_ACK;
import static io.spindle.bench.load.NbdWire.NBD_REP_INFO;
import static io.spindle.bench.load.NbdWire.OPTION_REPLY_MAGIC;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** The client's side of the fixed newstyle handshake: structured replies if wanted, then GO to the default export. */
final class Handshake {
    private static final int LONGEST_REPLY_BYTES = 64 << 10;

    private final ByteChannel channel;

    private Handshake(ByteChannel channel) {
        this.channel = channel;
    }

    /** The size of the default export in bytes, once the channel is in the transmission phase. */
    static long exportBytes(ByteChannel channel, boolean structuredReplies) throws IOException {
        Handshake handshake = new Handshake(channel);
        handshake.greet();
        if (structuredReplies) {
            handshake.askForStructuredReplies();
        }
        return handshake.go();
    }

    private void greet() throws IOException {
        ByteBuffer greeting = receive(18);
        if (greeting.getLong() != NBDMAGIC || greeting.getLong() != IHAVEOPT) {
            throw new NbdFailure("the server does not speak newstyle NBD");
        }
        int flags = greeting.getShort();
        if ((flags & NBD_FLAG_FIXED_NEWSTYLE) == 0) {
            throw new NbdFailure("the server does not speak fixed newstyle NBD");
        }
        send(ByteBuffer.allocate(4).putInt(flags & (NBD_FLAG_FIXED_NEWSTYLE | NBD_FLAG_NO_ZEROES)));
    }

    private void askForStructuredReplies() throws IOException {
        send(option(NBD_OPT_STRUCTURED_REPLY, 0));
        OptionReply reply = reply(NBD_OPT_STRUCTURED_REPLY);
        if (reply.type() != NBD_REP_ACK) {
            throw new NbdFailure("structured replies refused: " + reply.problem());
        }
    }

    private long go() throws IOException {
        send(option(NBD_OPT_GO, 6).putInt(0).putShort((short) 0));
        long exportBytes = -1;
        OptionReply reply = reply(NBD_OPT_GO);
        for (; reply.type() == NBD_REP_INFO; reply = reply(NBD_OPT_GO)) {
            if (reply.data().remaining() >= 12 && reply.data().getShort() == NBD_INFO_EXPORT) {
                exportBytes = reply.data().getLong();
            }
        }
        if (reply.type() != NBD_REP_ACK || exportBytes < 0) {
            throw new NbdFailure("NBD_OPT_GO to the default export failed: " + reply.problem());
        }
        return exportBytes;
    }

    private static ByteBuffer option(int option, int dataBytes) {
        return ByteBuffer.allocate(16 + dataBytes)
                .putLong(IHAVEOPT)
                .putInt(option)
                .putInt(dataBytes);
    }

    private OptionReply reply(int option) throws IOException {
        ByteBuffer header = receive(20);
        if (header.getLong() != OPTION_REPLY_MAGIC || header.getInt() != option) {
            throw new NbdFailure("that is no reply to option " + option);
        }
        int type = header.getInt();
        int lengthBytes = header.getInt();
        if (lengthBytes < 0 || lengthBytes > LONGEST_REPLY_BYTES) {
            throw new NbdFailure("option reply of " + Integer.toUnsignedString(lengthBytes) + " bytes");
        }
        return new OptionReply(type, receive(lengthBytes));
    }

    private void send(ByteBuffer message) throws IOException {
        message.flip();
        while (message.hasRemaining()) {
            channel.write(message);
        }
    }

    private ByteBuffer receive(int lengthBytes) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(lengthBytes);
        while (message.hasRemaining()) {
            if (channel.read(message) < 0) {
                throw new EOFException("the server closed the connection during the handshake");
            }
        }
        return message.flip();
    }

    private record OptionReply(int type, ByteBuffer data) {
        String problem() {
            return "reply type 0x" + Integer.toHexString(type);
        }
    }
}
