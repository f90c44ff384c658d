package io.spindle.control.fetch;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The body of an answer for a thread that waits, with a bounded part of it in memory. */
final class BodyStream extends InputStream {
    private static final int AHEAD = 32;

    private final HttpClientResponse response;
    private final Context context;
    private final long idleMillis;
    private final BlockingQueue<Object> pieces = new LinkedBlockingQueue<>();
    private byte[] piece = new byte[0];
    private int at;
    private boolean ended;

    private enum End {
        END
    }

    /** On the response's context, before it flows. */
    BodyStream(HttpClientResponse response, Context context, long idleMillis) {
        this.response = response;
        this.context = context;
        this.idleMillis = idleMillis;
        response.exceptionHandler(pieces::add);
        response.endHandler(end -> pieces.add(End.END));
        response.handler(this::arrived);
    }

    private void arrived(Buffer buffer) {
        pieces.add(buffer.getBytes());
        if (pieces.size() >= AHEAD) {
            response.pause();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (at == piece.length && !ended) {
            take();
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, bytes, offset, count);
        at += count;
        return count;
    }

    private void take() throws IOException {
        Object next;
        try {
            next = pieces.poll(idleMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FetchFault.failed("the server stops");
        }
        if (next == null) {
            throw FetchFault.failed("nothing came for " + idleMillis / 1000 + " s");
        }
        if (next instanceof Throwable fault) {
            throw FetchFault.failed("the connection broke: " + fault.getMessage());
        }
        if (pieces.size() < AHEAD / 2) {
            context.runOnContext(run -> response.resume());
        }
        ended = next instanceof End;
        piece = next instanceof byte[] bytes ? bytes : new byte[0];
        at = 0;
    }

    @Override
    public void close() {
        context.runOnContext(run -> response.request().connection().close());
    }
}
