package io.spindle.control.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A client of a running server.
 *
 * @param token is sent where the address is one of the network
 * @param tls makes TLS connections, with the authorities that it trusts
 */
public record ControlClient(ServerAddress address, Optional<String> token, SSLSocketFactory tls) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 5000;
    private static final Duration QUESTION_TIME = Duration.ofMinutes(1);
    private static final int ANSWER_LIMIT_BYTES = 64 << 20;

    /** An answer. */
    public record Answer(int status, JsonNode document) {}

    private record Connection(InputStream in, OutputStream out, Closeable closing) implements Closeable {
        @Override
        public void close() throws IOException {
            closing.close();
        }
    }

    /**
     * Sends a request and reads the answer. A question is answered from memory, and so a server that is silent for a minute
     * stands still; a change may wait for a guest, or for an image from far away, as long as that takes.
     *
     * @param body a JSON document, empty for none
     * @throws IOException when the server cannot be reached; the text says what to do
     */
    public Answer request(String method, String path, Optional<JsonNode> body) throws IOException {
        return request(method, path, body, QUESTION_TIME);
    }

    Answer request(String method, String path, Optional<JsonNode> body, Duration questionTime) throws IOException {
        try (Connection connection = connect();
                Watch watch = method.equals("GET") ? new Watch(connection, questionTime) : null) {
            try {
                send(connection.out(), method, path, body);
                int status = head(connection.in());
                byte[] bytes = connection.in().readNBytes(ANSWER_LIMIT_BYTES);
                return new Answer(status, document(status, bytes));
            } catch (IOException e) {
                throw watch != null && watch.hasBarked()
                        ? new IOException(
                                address + " took the question and did not answer within " + questionTime.toSeconds()
                                        + " s: the server stands still",
                                e)
                        : e;
            }
        }
    }

    /** Closes a connection on which nothing comes to an end. */
    private static final class Watch implements AutoCloseable {
        private final Timer timer = new Timer("watch", true);
        private volatile boolean barked;

        Watch(Connection connection, Duration time) {
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            barked = true;
                            try {
                                connection.close();
                            } catch (IOException e) {
                                // It is of no use any more.
                            }
                        }
                    },
                    time.toMillis());
        }

        boolean hasBarked() {
            return barked;
        }

        @Override
        public void close() {
            timer.cancel();
        }
    }

    /**
     * Listens to the events until the server goes or {@code listener} says false.
     *
     * @param listener gets the type and the document of each
     * @return what the server answered in place of them
     */
    public Optional<Answer> events(BiPredicate<String, JsonNode> listener) throws IOException {
        try (Connection connection = connect()) {
            send(connection.out(), "GET", "/api/v1/events", Optional.empty());
            int status = head(connection.in());
            if (status != 200) {
                return Optional.of(
                        new Answer(status, document(status, connection.in().readNBytes(ANSWER_LIMIT_BYTES))));
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(connection.in(), StandardCharsets.UTF_8));
            String type = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("data: ")
                        && !listener.test(type, JSON.readTree(line.substring("data: ".length())))) {
                    break;
                }
            }
            return Optional.empty();
        }
    }

    private Connection connect() throws IOException {
        try {
            return address instanceof ServerAddress.Socket socket
                    ? connect(socket)
                    : connect((ServerAddress.Network) address);
        } catch (SSLHandshakeException e) {
            throw new IOException(
                    address + " does not prove to be the server (" + e.getMessage()
                            + "): name the authority of its certificate with --ca FILE",
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "no server answers at " + address + " (" + e.getMessage()
                            + "): start one with 'spindle serve', or name another with --server",
                    e);
        }
    }

    private static Connection connect(ServerAddress.Socket socket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
        return new Connection(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
    }

    private Connection connect(ServerAddress.Network network) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(network.host(), network.port()), CONNECT_MILLIS);
            if (!network.tls()) {
                return new Connection(plain.getInputStream(), plain.getOutputStream(), plain);
            }
            SSLSocket secured = (SSLSocket) tls.createSocket(plain, network.host(), network.port(), true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
            secured.startHandshake();
            return new Connection(secured.getInputStream(), secured.getOutputStream(), secured);
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private void send(OutputStream out, String method, String path, Optional<JsonNode> body) throws IOException {
        byte[] bytes = body.isPresent() ? JSON.writeValueAsBytes(body.get()) : new byte[0];
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.0\r\nHost: " + hostHeader() + "\r\n");
        if (address instanceof ServerAddress.Network) {
            token.ifPresent(
                    it -> head.append("Authorization: Bearer ").append(it).append("\r\n"));
        }
        if (body.isPresent()) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(bytes.length)
                    .append("\r\n");
        }
        try {
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private IOException ended(IOException cause) {
        return new IOException(
                address
                        + " closed the connection before it answered: 'spindle drives' tells what became of a change, when"
                        + " the server is there again",
                cause);
    }

    private String hostHeader() {
        return address instanceof ServerAddress.Network network
                ? (network.host().indexOf(':') < 0 ? network.host() : "[" + network.host() + "]") + ":" + network.port()
                : "localhost";
    }

    /** Reads status line and headers, which end with an empty line. */
    private int head(InputStream in) throws IOException {
        String status = line(in);
        if (!status.matches("HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new IOException(address + " does not speak HTTP; is it the server's control address?");
        }
        while (!line(in).isEmpty()) {
            // The answer ends with the connection, and is JSON: no header tells more.
        }
        return Integer.parseInt(status.substring(9, 12));
    }

    private String line(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            for (int b = in.read(); b != '\n'; b = in.read()) {
                if (b < 0 || text.length() > 16384) {
                    throw new EOFException();
                }
                text.append((char) b);
            }
        } catch (IOException e) {
            throw ended(e);
        }
        return text.toString().stripTrailing();
    }

    private JsonNode document(int status, byte[] bytes) throws IOException {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new IOException(address + " answers " + status + " without a JSON document", e);
        }
    }
}
