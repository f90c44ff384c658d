package io.spindle.app;

import io.spindle.nbd.NbdListener;
import io.spindle.transport.ListenAddress;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;

/** The shortest NBD client: what the first client makes the server load is then in the archive of classes. */
final class Rehearsal {
    private static final long I_HAVE_OPT = 0x49484156454F5054L;
    private static final int GREETING_BYTES = 18;
    private static final int BLOCK_BYTES = 2048;
    private static final int REPLY_HEADER_BYTES = 16;

    private Rehearsal() {}

    static void readOneBlock(List<NbdListener> listeners) throws IOException {
        if (!(listeners.get(0).address() instanceof ListenAddress.Tcp tcp)) {
            throw new UsageFault("a rehearsal needs --nbd 127.0.0.1:0");
        }
        try (Socket socket = new Socket(tcp.host(), tcp.port())) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            in.readNBytes(GREETING_BYTES);
            out.writeInt(3); // NBD_FLAG_C_FIXED_NEWSTYLE, NBD_FLAG_C_NO_ZEROES
            go(in, out);
            read(in, out);
            disconnect(out);
            in.readAllBytes();
        }
    }

    private static void go(DataInputStream in, DataOutputStream out) throws IOException {
        out.writeLong(I_HAVE_OPT);
        out.writeInt(7); // NBD_OPT_GO
        out.writeInt(6);
        out.writeInt(0); // the default export
        out.writeShort(0);
        int type;
        do {
            in.readLong();
            in.readInt();
            type = in.readInt();
            in.readNBytes(in.readInt());
        } while (type == 3); // NBD_REP_INFO
        if (type != 1) { // NBD_REP_ACK
            throw new IOException("the rehearsal was refused with " + Integer.toHexString(type));
        }
    }

    private static void read(DataInputStream in, DataOutputStream out) throws IOException {
        request(out, 0, BLOCK_BYTES);
        in.readNBytes(REPLY_HEADER_BYTES + BLOCK_BYTES);
    }

    private static void disconnect(DataOutputStream out) throws IOException {
        request(out, 2, 0);
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
