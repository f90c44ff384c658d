package io.spindle.control.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.DriveDocuments;
import io.spindle.control.drive.Drives;
import io.spindle.control.event.Event;
import io.spindle.control.event.EventLog;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The stream of events. It begins with all drives as they are, unless the listener says which event it saw last
 * ({@code Last-Event-ID}) and those since are still kept. Who asks with {@code ?traffic} is told every second what was read.
 */
final class EventRoute {
    private static final long BEAT_MILLIS = 15_000;
    private static final long TRAFFIC_MILLIS = 1000;
    /** A listener that has not read that much is let go; it comes back and begins anew. */
    private static final int UNREAD_LIMIT_BYTES = 1 << 20;

    /** Events are counted in each run anew: a number alone would be taken for one of another run. */
    private final String run = Long.toHexString(new SecureRandom().nextLong()) + "-";

    private final Vertx vertx;
    private final Drives drives;
    private final Set<HttpServerResponse> open = ConcurrentHashMap.newKeySet();
    private final Set<HttpServerResponse> withTraffic = ConcurrentHashMap.newKeySet();
    private final long beat;
    private final long traffic;

    EventRoute(Vertx vertx, Drives drives) {
        this.vertx = vertx;
        this.drives = drives;
        this.beat = vertx.setPeriodic(BEAT_MILLIS, tick -> open.forEach(it -> it.write(": beat\n\n")));
        this.traffic = vertx.setPeriodic(TRAFFIC_MILLIS, tick -> tellTraffic());
    }

    void add(Router router) {
        router.get("/api/v1/events").handler(this::listen);
    }

    private void listen(RoutingContext route) {
        HttpServerResponse response = route.response();
        begin(response, UNREAD_LIMIT_BYTES);
        Context context = vertx.getOrCreateContext();
        Consumer<Event> listener = event -> context.runOnContext(run -> send(route, event));
        long seen = lastSeen(route);
        EventLog.Since since = drives.events().listen(seen, listener);
        route.addEndHandler(ended -> leave(response, listener));
        response.exceptionHandler(fault -> leave(response, listener));
        response.closeHandler(closed -> leave(response, listener));
        open.add(response);
        if (route.request().params().contains("traffic")) {
            withTraffic.add(response);
        }
        if (seen < 0 || !since.complete()) {
            snapshot(response, since);
        } else {
            since.missed().forEach(event -> send(route, event));
        }
    }

    /** Begins the answer, which is a stream of events. */
    static void begin(HttpServerResponse response, int unreadLimitBytes) {
        response.putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Accel-Buffering", "no")
                .setChunked(true)
                .setWriteQueueMaxSize(unreadLimitBytes);
        response.write("retry: 1000\n\n");
    }

    /** What was read of each drive until now, for those who asked; it has no number, for nobody misses it. */
    private void tellTraffic() {
        if (withTraffic.isEmpty()) {
            return;
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        drives.traffic().forEach((name, traffic) -> document.set(name, DriveDocuments.traffic(traffic)));
        String event = "event: traffic\ndata: " + document + "\n\n";
        withTraffic.stream().filter(it -> !it.writeQueueFull()).forEach(it -> it.write(event));
    }

    /** All drives as they are; what was missed is in them. */
    private void snapshot(HttpServerResponse response, EventLog.Since since) {
        long number = since.missed().isEmpty()
                ? drives.events().lastNumber()
                : since.missed().get(since.missed().size() - 1).number();
        StringBuilder all = new StringBuilder("id: " + run + number + "\nevent: drives\ndata: [");
        String separator = "";
        for (var status : drives.list()) {
            all.append(separator).append(DriveDocuments.status(status));
            separator = ",";
        }
        response.write(all.append("]\n\n").toString());
    }

    private void send(RoutingContext route, Event event) {
        HttpServerResponse response = route.response();
        if (!open.contains(response)) {
            return;
        }
        if (response.writeQueueFull()) {
            route.request().connection().close();
            return;
        }
        response.write("id: " + run + event.number() + "\nevent: " + event.type() + "\ndata: " + event.json() + "\n\n");
    }

    private void leave(HttpServerResponse response, Consumer<Event> listener) {
        open.remove(response);
        withTraffic.remove(response);
        drives.events().leave(listener);
    }

    private long lastSeen(RoutingContext route) {
        String header = route.request().getHeader("Last-Event-ID");
        return header != null && header.matches(run + "[0-9]{1,18}")
                ? Long.parseLong(header.substring(run.length()))
                : -1;
    }

    void close() {
        vertx.cancelTimer(beat);
        vertx.cancelTimer(traffic);
    }
}
