package io.spindle.control.qmp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
    private static final long GREETING_NANOS = 3_000_000_000L;

    private final QmpAddress address;
    private final Listener listener;
    private final Duration answerTime;
    private final Map<String, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile QmpChannel channel;
    /** The same as soon as it takes commands. */
    private volatile QmpChannel ready;

    private volatile long openedNanos;
    private volatile String fault = "";

    /** Is told what happens. */
    public interface Listener {
        /** The machine is there and takes commands. */
        void connected();

        /** The machine is gone, or {@code reason} why it cannot be reached. */
        void disconnected(String reason);

        void event(QmpEvent event);
    }

    /**
     * A monitor that is not looked for yet.
     *
     * @param answerTime how long a machine may take to answer a command
     */
    public QmpMonitor(QmpAddress address, Listener listener, Duration answerTime) {
        this.address = address;
        this.answerTime = answerTime;
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
     * @throws IOException when the machine is gone, or does not answer: it is connected anew then, for it may do late what
     *     it was told
     */
    public JsonNode execute(String command, ObjectNode arguments) throws IOException {
        QmpChannel now = ready;
        if (now == null) {
            throw new IOException("the machine at " + address + " is not there");
        }
        CompletableFuture<JsonNode> answer = send(now, command, arguments);
        try {
            return answer.get(answerTime.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof QmpError error
                    ? new QmpError(error.getMessage())
                    : new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            String silence = "QEMU did not answer " + command + " within " + answerTime.toSeconds() + " s";
            if (ready == now) {
                fault = silence;
                now.close();
            }
            throw new IOException(silence, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CompletableFuture<JsonNode> send(QmpChannel now, String command, ObjectNode arguments) throws IOException {
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
            throw new IOException("the machine is gone", e);
        }
        if (ready != now) {
            waiting.remove(id);
            answer.completeExceptionally(new IOException("the machine is gone"));
        }
        return answer;
    }

    /** What to say of a monitor that lets us in and does not greet; when it does after all it is connected. */
    public Optional<String> silence() {
        boolean silent = channel != null && ready == null && System.nanoTime() - openedNanos > GREETING_NANOS;
        return silent
                ? Optional.of("the monitor at " + address + " is silent: another client holds it, or QEMU stands still")
                : Optional.empty();
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
            reason = fault.isEmpty() ? reason : fault;
            fault = "";
            channel = null;
            ready = null;
            IOException gone = new IOException("the machine is gone");
            waiting.values().forEach(it -> it.completeExceptionally(gone));
            waiting.clear();
            if (!isClosed(0)) {
                listener.disconnected(reason);
            }
        } while (!isClosed(RETRY_MILLIS));
    }

    private void talk(QmpChannel opened) throws IOException {
        openedNanos = System.nanoTime();
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
            greeted();
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

    private void greeted() {
        if (ready == null) {
            ready = channel;
            listener.connected();
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
