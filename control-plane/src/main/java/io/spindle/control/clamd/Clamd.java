package io.spindle.control.clamd;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.scanning.FileScanner;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Shows files to clamd, each over a connection of its own, in chunks with their lengths before them (INSTREAM). */
public final class Clamd implements FileScanner, AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 18;
    private static final int MAXIMUM_ANSWER_BYTES = 4096;
    private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);

    private final ClamdAddress address;
    private final Duration limit;
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "clamd-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** One that may take that long for a file. */
    public Clamd(ClamdAddress address, Duration limit) {
        this.address = address;
        this.limit = limit;
        // A disc may have a hundred thousand files, each of them scanned long before its limit.
        watch.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Optional<String> scan(ByteSource file) throws IOException {
        try (SocketChannel channel = address.newChannel()) {
            // A channel that is closed ends what waits on it, which times out in no other way.
            AtomicBoolean late = new AtomicBoolean();
            ScheduledFuture<?> end =
                    watch.schedule(() -> giveUp(channel, late), limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                connect(channel);
                return meaning(converse(channel, file));
            } catch (IOException e) {
                throw late.get() ? new IOException("clamd took longer than " + limit.toSeconds() + " s") : e;
            } finally {
                end.cancel(false);
            }
        }
    }

    /** How many files are being scanned. */
    int filesUnderWay() {
        return watch.getQueue().size();
    }

    private void connect(SocketChannel channel) throws IOException {
        try {
            channel.connect(address.toSocketAddress());
        } catch (IOException | RuntimeException e) {
            throw new IOException("clamd does not answer at " + address + " (" + e.getMessage() + "): start it", e);
        }
    }

    private static void giveUp(SocketChannel channel, AtomicBoolean late) {
        late.set(true);
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }

    private static String converse(SocketChannel channel, ByteSource file) throws IOException {
        try {
            send(channel, file);
        } catch (ReadFault e) {
            throw e;
        } catch (IOException e) {
            // It may have said why before it closed the connection.
            return answer(channel);
        }
        return answer(channel);
    }

    /** The disc cannot be read, which is no fault of clamd's. */
    private static final class ReadFault extends IOException {
        private static final long serialVersionUID = 1;

        ReadFault(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static void send(SocketChannel channel, ByteSource file) throws IOException {
        write(channel, ByteBuffer.wrap(COMMAND));
        ByteBuffer chunk = ByteBuffer.allocate(Integer.BYTES + CHUNK_BYTES);
        for (long at = 0; at < file.lengthBytes(); at += CHUNK_BYTES) {
            int length = (int) Math.min(CHUNK_BYTES, file.lengthBytes() - at);
            chunk.clear().putInt(length).limit(Integer.BYTES + length);
            try {
                file.read(at, chunk);
            } catch (IOException e) {
                throw new ReadFault(e);
            }
            write(channel, chunk.flip());
        }
        write(channel, ByteBuffer.allocate(Integer.BYTES));
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String answer(SocketChannel channel) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer in = ByteBuffer.allocate(512);
        while (answer.size() < MAXIMUM_ANSWER_BYTES) {
            int got = channel.read(in.clear());
            if (got < 0) {
                throw new EOFException("clamd closed the connection without an answer");
            }
            answer.write(in.array(), 0, got);
            String text = answer.toString(StandardCharsets.UTF_8);
            if (text.indexOf('\0') >= 0) {
                return text.substring(0, text.indexOf('\0'));
            }
        }
        throw new IOException("the answer of clamd does not end");
    }

    /** {@code stream: OK}, {@code stream: NAME FOUND}, or a text that ends with {@code ERROR}. */
    static Optional<String> meaning(String answer) throws IOException {
        String text = answer.startsWith("stream: ") ? answer.substring("stream: ".length()) : answer;
        if (text.equals("OK")) {
            return Optional.empty();
        }
        if (text.endsWith(" FOUND")) {
            return Optional.of(text.substring(0, text.length() - " FOUND".length()));
        }
        String advice = text.contains("size limit exceeded")
                ? "; raise StreamMaxLength in clamd.conf, or set scan.skip-larger"
                : "";
        throw new IOException("clamd says: " + text + advice);
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
