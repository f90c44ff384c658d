package io.spindle.control.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A monitor that is connected whenever its machine is there. It looks for the machine every second.
 *
 * <p>Safe on any thread; the listener is called on the thread that reads and must not wait for an answer there.
 */
public final class QmpMonitor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long RETRY_MILLIS = 1000;
    private static final long ANSWER_SECONDS = 30;

    private final QmpAddress address;
    private final Listener listener;
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile QmpChannel channel;

    /** Is told what happens. */
    public interface Listener {
        /** The machine is there and takes commands. */
        void connected();

        /** The machine is gone, or {@code reason} why it cannot be reached. */
        void disconnected(String reason);

        void event(QmpEvent event);
    }

    /** A monitor that is not looked for yet. */
    public QmpMonitor(QmpAddress address, Listener listener) {
        this.address = address;
        this.listener = listener;
    }

    /** Begins to look for the machine. */
    public void start() {
        Thread reader = new Thread(this::run, "qmp " + address);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Sends a command and waits for its answer; not on the listener's thread.
     *
     * @param arguments empty for none
     * @throws QmpError when QEMU refuses it
     * @throws IOException when the machine is gone or does not answer
     */
    public JsonNode execute(String command, ObjectNode arguments) throws IOException {
        CompletableFuture<JsonNode> answer = send(command, arguments);
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof QmpError error
                    ? new QmpError(error.getMessage())
                    : new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("QEMU did not answer " + command + " within " + ANSWER_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CompletableFuture<JsonNode> send(String command, ObjectNode arguments) throws IOException {
        QmpChannel now = channel;
        if (now == null) {
            throw new IOException("the machine at " + address + " is not there");
        }
        String id = Long.toString(numbers.incrementAndGet());
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("execute", command).put("id", id);
        if (!arguments.isEmpty()) {
            message.set("arguments", arguments);
        }
        try {
            now.write(message.toString());
        } catch (IOException e) {
            waiting.remove(id);
            throw e;
        }
        if (channel != now) {
            answer.completeExceptionally(new IOException("the machine is gone"));
        }
        return answer;
    }

    private void run() {
        do {
            String reason;
            try (QmpChannel opened = QmpChannel.open(address)) {
                talk(opened);
                reason = "the machine is gone";
            } catch (IOException | RuntimeException e) {
                reason = "no machine at " + address + ": " + e.getMessage();
            }
            channel = null;
            IOException gone = new IOException("the machine is gone");
            waiting.values().forEach(it -> it.completeExceptionally(gone));
            waiting.clear();
            if (!isClosed(0)) {
                listener.disconnected(reason);
            }
        } while (!isClosed(RETRY_MILLIS));
    }

    private void talk(QmpChannel opened) throws IOException {
        channel = opened;
        if (isClosed(0)) {
            return;
        }
        String greeting = opened.read();
        if (greeting == null || !JSON.readTree(greeting).has("QMP")) {
            throw new IOException("that is no QMP monitor, or another client holds it");
        }
        opened.write("{\"execute\":\"qmp_capabilities\",\"id\":\"0\"}");
        for (String line = opened.read(); line != null; line = opened.read()) {
            take(line);
        }
    }

    /**
     * Takes a line of the machine.
     *
     * @throws IOException when it is no message
     */
    void take(String line) throws IOException {
        if (!line.isBlank()) {
            receive(JSON.readTree(line));
        }
    }

    private void receive(JsonNode message) {
        if (message.has("event")) {
            listener.event(new QmpEvent(message.path("event").asText(), message.path("data")));
            return;
        }
        String id = message.path("id").asText();
        if (id.equals("0")) {
            listener.connected();
            return;
        }
        CompletableFuture<JsonNode> answer = waiting.remove(id);
        if (answer == null) {
            return;
        }
        if (message.has("error")) {
            answer.completeExceptionally(
                    new QmpError(message.path("error").path("desc").asText("QEMU refused it")));
        } else {
            answer.complete(message.path("return"));
        }
    }

    private boolean isClosed(long millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        QmpChannel now = channel;
        if (now != null) {
            try {
                now.close();
            } catch (IOException e) {
                // It is gone, which is what was wanted.
            }
        }
    }
}
