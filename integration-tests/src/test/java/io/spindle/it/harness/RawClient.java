package io.spindle.it.harness;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** An NBD client that does what it is told, wrong or right. */
public final class RawClient implements AutoCloseable {
    private Socket socket;
    private DataInputStream in;
    private DataOutputStream out;
    private boolean begun;

    /** Connects and says nothing. */
    public RawClient(int port) throws IOException {
        use(new Socket("127.0.0.1", port));
    }

    private void use(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(90_000);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    /** Goes over to TLS with NBD_OPT_STARTTLS, whoever the server says that it is. */
    public void startTls() throws IOException {
        begin();
        option(5, 0, new byte[0]);
        in.readNBytes(8 + 4);
        if (in.readInt() != 1 || in.readInt() != 0) { // NBD_REP_ACK without data
            throw new AssertionError("no TLS");
        }
        use(TrustingTls.factory().createSocket(socket, "127.0.0.1", socket.getPort(), true));
    }

    /** Reads the greeting and sends the flags, once. */
    private void begin() throws IOException {
        if (!begun) {
            readGreeting();
            out.writeInt(3); // NBD_FLAG_C_FIXED_NEWSTYLE, NBD_FLAG_C_NO_ZEROES
            begun = true;
        }
    }

    /** Goes through the handshake with NBD_OPT_EXPORT_NAME and returns the size of the export in bytes. */
    public long exportName(String name) throws IOException {
        begin();
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        option(1, bytes.length, bytes);
        long sizeBytes = in.readLong();
        in.readUnsignedShort();
        return sizeBytes;
    }

    /** Reads what a server says first. */
    public void readGreeting() throws IOException {
        in.readLong();
        in.readLong();
        in.readUnsignedShort();
    }

    public void option(int number, int statedLengthBytes, byte[] data) throws IOException {
        out.writeLong(0x49484156454F5054L);
        out.writeInt(number);
        out.writeInt(statedLengthBytes);
        out.write(data);
        out.flush();
    }

    /** Sends NBD_CMD_READ. */
    public void sendRead(long cookie, long offset, int lengthBytes) throws IOException {
        request(0x25609513, 0, cookie, offset, lengthBytes);
    }

    public void request(int magic, int type, long cookie, long offset, int lengthBytes) throws IOException {
        out.writeInt(magic);
        out.writeShort(0);
        out.writeShort(type);
        out.writeLong(cookie);
        out.writeLong(offset);
        out.writeInt(lengthBytes);
        out.flush();
    }

    /** Receives the simple reply to a read that must have gone well. */
    public byte[] receive(long cookie, int lengthBytes) throws IOException {
        int magic = in.readInt();
        int error = in.readInt();
        long answered = in.readLong();
        if (magic != 0x67446698 || error != 0 || answered != cookie) {
            throw new AssertionError("reply " + Integer.toHexString(magic) + " error " + error + " cookie " + answered);
        }
        return in.readNBytes(lengthBytes);
    }

    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Reads on until the server closes the connection. */
    public void awaitClose() throws IOException {
        try {
            in.skipNBytes(Long.MAX_VALUE);
        } catch (EOFException | SocketException closed) {
            return;
        }
        throw new AssertionError("endless");
    }

    /** Closes with a reset, as a client that is killed with unread data does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
