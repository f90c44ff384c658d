package io.spindle.control.http;

import io.spindle.control.drive.Outcome;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.TraceSource;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** The commands of the guests of a drive while they come, as events {@code trace} of several lines. */
final class TraceRoute {
    private static final long TELL_MILLIS = 200;
    private static final int LISTENERS = 16;
    private static final int UNREAD_LIMIT_BYTES = 256 * 1024;

    private final Vertx vertx;
    private final ControlServices services;
    private final AtomicInteger listeners = new AtomicInteger();

    TraceRoute(Vertx vertx, ControlServices services) {
        this.vertx = vertx;
        this.services = services;
    }

    void add(Router router) {
        router.get("/api/v1/drives/:name/trace").handler(this::listen);
    }

    private void listen(RoutingContext route) {
        String name = route.pathParam("name");
        Optional<TraceSource> source = services.drives().trace(name);
        if (services.drives().find(name).isEmpty()) {
            Answers.outcome(route, new Outcome.Refused(Refusal.UNKNOWN_DRIVE, "there is no drive '" + name + "'"));
        } else if (source.isEmpty()) {
            String text = "the commands of " + name + " are answered by QEMU, and not seen here";
            Answers.outcome(route, new Outcome.Refused(Refusal.INVALID, text));
        } else if (listeners.get() >= LISTENERS) {
            HttpFaults.answer(route, 503, "busy", LISTENERS + " look on already", "close one of the traces");
        } else {
            stream(route, source.get());
        }
    }

    private void stream(RoutingContext route, TraceSource source) {
        HttpServerResponse response = route.response();
        EventRoute.begin(response, UNREAD_LIMIT_BYTES);
        TraceBuffer buffer = new TraceBuffer();
        Runnable leave = source.listen(buffer::add);
        listeners.incrementAndGet();
        long timer = vertx.setPeriodic(TELL_MILLIS, tick -> tell(response, buffer));
        route.addEndHandler(ended -> {
            leave.run();
            listeners.decrementAndGet();
            vertx.cancelTimer(timer);
        });
    }

    /** Whoever reads slowly loses lines, and is told so; nothing heaps up. */
    private static void tell(HttpServerResponse response, TraceBuffer buffer) {
        if (response.ended() || response.closed() || response.writeQueueFull()) {
            return;
        }
        List<String> lines = buffer.take();
        if (!lines.isEmpty()) {
            StringBuilder event = new StringBuilder("event: trace\n");
            lines.forEach(line -> event.append("data: ")
                    .append(line.replaceAll("[\\r\\n]", " "))
                    .append('\n'));
            response.write(event.append('\n').toString());
        }
    }
}
