package io.spindle.control.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Connections: not too many, and none that asks for nothing. */
final class Newcomers {
    private static final long FIRST_REQUEST_MILLIS = 10_000;
    private static final int MAXIMUM_CONNECTIONS = 1024;

    private final Vertx vertx;
    private final Map<HttpConnection, Long> timers = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    Newcomers(Vertx vertx) {
        this.vertx = vertx;
    }

    void admit(HttpConnection connection) {
        connection.closeHandler(closed -> {
            count.decrementAndGet();
            forget(connection);
        });
        if (count.incrementAndGet() > MAXIMUM_CONNECTIONS) {
            connection.close();
            return;
        }
        timers.put(connection, vertx.setTimer(FIRST_REQUEST_MILLIS, late -> connection.close()));
    }

    void hasAsked(RoutingContext context) {
        forget(context.request().connection());
        context.next();
    }

    private void forget(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
