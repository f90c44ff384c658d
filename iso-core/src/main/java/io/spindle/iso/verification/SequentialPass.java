package io.spindle.iso.verification;

import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/**
 * Reads a source once from its begin to its end and lends each piece to all consumers, each of which works on a thread of
 * its own, so that it takes as long as the slowest of them and not as long as all together.
 */
final class SequentialPass {
    static final int PIECE_BYTES = 1 << 20;
    private static final int PIECES = 6;
    private static final Piece END = new Piece(0);

    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
    private final List<Worker> workers = new ArrayList<>();

    /** A buffer, and how many still look at it. */
    private static final class Piece {
        final byte[] bytes;
        final AtomicInteger users = new AtomicInteger();
        int lengthBytes;

        Piece(int capacityBytes) {
            this.bytes = new byte[capacityBytes];
        }
    }

    private SequentialPass(List<? extends PassConsumer> consumers) {
        for (int i = 0; i < PIECES; i++) {
            free.add(new Piece(PIECE_BYTES));
        }
        consumers.forEach(it -> workers.add(new Worker(it)));
    }

    /**
     * Reads all of the source; when this returns every consumer has taken all of it.
     *
     * @param more is told how many bytes were read so far, and says whether to go on
     * @throws IOException when it cannot be read
     * @throws CancellationException when it was not to go on
     */
    static void run(ByteSource source, List<? extends PassConsumer> consumers, LongPredicate more)
            throws IOException, InterruptedException {
        if (consumers.isEmpty()) {
            return;
        }
        SequentialPass pass = new SequentialPass(consumers);
        pass.workers.forEach(Thread::start);
        try {
            pass.read(source, more);
            for (Worker worker : pass.workers) {
                worker.finish();
            }
        } finally {
            pass.workers.forEach(Thread::interrupt);
        }
    }

    private void read(ByteSource source, LongPredicate more) throws IOException, InterruptedException {
        long lengthBytes = source.lengthBytes();
        for (long at = 0; at < lengthBytes; at += PIECE_BYTES) {
            Piece piece = free.take();
            piece.lengthBytes = (int) Math.min(PIECE_BYTES, lengthBytes - at);
            source.read(at, ByteBuffer.wrap(piece.bytes, 0, piece.lengthBytes));
            piece.users.set(workers.size());
            for (Worker worker : workers) {
                worker.queue.put(piece);
            }
            if (!more.test(at + piece.lengthBytes)) {
                throw new CancellationException("given up");
            }
        }
    }

    private final class Worker extends Thread {
        private final PassConsumer consumer;
        /** Has room for every piece, so that only the lack of a free one holds the reader up. */
        private final BlockingQueue<Piece> queue = new ArrayBlockingQueue<>(PIECES + 1);

        private volatile RuntimeException failure;

        Worker(PassConsumer consumer) {
            super("verify");
            this.consumer = consumer;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                for (Piece piece = queue.take(); piece != END; piece = queue.take()) {
                    take(piece);
                    if (piece.users.decrementAndGet() == 0) {
                        free.add(piece);
                    }
                }
            } catch (InterruptedException e) {
                // The pass was given up.
            }
        }

        /** What a fault of ours leaves behind is told at the end, while the others go on. */
        private void take(Piece piece) {
            if (failure == null) {
                try {
                    consumer.take(piece.bytes, piece.lengthBytes);
                } catch (RuntimeException e) {
                    failure = e;
                }
            }
        }

        void finish() throws InterruptedException {
            queue.put(END);
            join();
            if (failure != null) {
                throw failure;
            }
        }
    }
}
