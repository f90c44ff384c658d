package io.spindle.bench.load;

import static io.spindle.bench.load.NbdWire.NBD_CMD_DISC;
import static io.spindle.bench.load.NbdWire.NBD_CMD_READ;
import static io.spindle.bench.load.NbdWire.NBD_REQUEST_MAGIC;
import static io.spindle.bench.load.NbdWire.REQUEST_BYTES;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;

/** One connection's thread: each socket read is followed by one write that asks anew for all that it answered. */
final class RequestLoop implements Runnable {
    // Larger reads save few calls and fall out of the processor's second-level cache.
    private static final int INPUT_BYTES = 256 << 10;

    private final SocketChannel channel;
    private final AtomicReference<Phase> phases;
    private final OffsetSequence offsets;
    private final InFlight inFlight;
    private final ReplyParser replies;
    private final int requestBytes;
    private final int depth;
    private final ByteBuffer requests;
    private final LatencyHistogram latencies = new LatencyHistogram();
    private volatile Exception failure;

    RequestLoop(
            NbdConnection connection,
            Load load,
            LoadOptions options,
            OffsetSequence offsets,
            AtomicReference<Phase> phases) {
        channel = connection.channel();
        this.phases = phases;
        this.offsets = offsets;
        requestBytes = load.requestBytes();
        depth = load.depth();
        inFlight = new InFlight(depth, requestBytes);
        replies = new ReplyParser(inFlight, load, options);
        requests = ByteBuffer.allocateDirect(depth * REQUEST_BYTES);
    }

    @Override
    public void run() {
        try {
            askForAll();
            takeAnswers();
            request(NBD_CMD_DISC, 0, 0, 0);
            send();
        } catch (IOException | RuntimeException stopped) {
            failure = stopped;
        }
    }

    /** Why the loop ended early, or null; complete once its thread has ended. */
    Exception failure() {
        return failure;
    }

    /** Latencies of what was answered while counting; complete once its thread has ended. */
    LatencyHistogram latencies() {
        return latencies;
    }

    private void askForAll() throws IOException {
        long now = System.nanoTime();
        for (int slot = 0; slot < depth; slot++) {
            ask(slot, now);
        }
        send();
    }

    private void takeAnswers() throws IOException {
        ByteBuffer input = ByteBuffer.allocateDirect(INPUT_BYTES);
        while (inFlight.waitingCount() > 0) {
            if (channel.read(input) < 0) {
                throw new EOFException("the server closed the connection with replies outstanding");
            }
            long answeredNanos = System.nanoTime();
            replies.consume(input.flip());
            input.compact();
            if (inFlight.answeredCount() > 0) {
                settle(answeredNanos);
            }
        }
    }

    private void settle(long answeredNanos) throws IOException {
        Phase phase = phases.get();
        long now = System.nanoTime();
        for (int index = 0; index < inFlight.answeredCount(); index++) {
            int slot = inFlight.answered(index);
            if (phase == Phase.COUNTING) {
                latencies.record(answeredNanos - inFlight.askedNanos(slot));
            }
            if (phase != Phase.DRAINING) {
                ask(slot, now);
            }
        }
        inFlight.forgetAnswered();
        send();
    }

    private void ask(int slot, long nowNanos) {
        long offset = offsets.next();
        inFlight.ask(slot, offset, nowNanos);
        request(NBD_CMD_READ, slot, offset, requestBytes);
    }

    private void request(int command, long cookie, long offset, int lengthBytes) {
        requests.putInt(NBD_REQUEST_MAGIC).putInt(command); // no command flags in the upper half
        requests.putLong(cookie).putLong(offset).putInt(lengthBytes);
    }

    private void send() throws IOException {
        requests.flip();
        while (requests.hasRemaining()) {
            channel.write(requests);
        }
        requests.clear();
    }
}
