package io.spindle.control.http;

import io.spindle.control.http.Callers.Door;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the routes together: first who calls, then the body, then what is asked for. */
final class ControlRouter {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRouter.class);
    private static final long BODY_LIMIT_BYTES = 64 * 1024;
    private static final long BODY_MILLIS = 10_000;
    private static final String BODY_TIMER = "body-timer";

    private final Vertx vertx;
    private final Newcomers newcomers;
    private final Callers callers;
    private final RestRoutes rest;
    private final EventRoute events;
    private final TraceRoute trace;
    private final FileRoutes files;
    private final HealthRoutes health;
    private final RedfishRoutes redfish;
    private final SessionRoutes sessions;

    ControlRouter(Vertx vertx, ControlServices services, Supplier<List<HttpListener>> listeners, Newcomers newcomers) {
        this.newcomers = newcomers;
        this.vertx = vertx;
        this.callers = new Callers(vertx);
        this.rest = new RestRoutes(services);
        this.events = new EventRoute(vertx, services.drives());
        this.trace = new TraceRoute(vertx, services);
        this.files = new FileRoutes(vertx, services);
        this.health = new HealthRoutes(services, listeners);
        this.redfish = new RedfishRoutes(services);
        this.sessions = new SessionRoutes(vertx, callers.logIns());
    }

    Router router(Door door) {
        Router router = Router.router(vertx);
        router.route().handler(ControlRouter::refuseUnreadable);
        router.route().handler(newcomers::hasAsked);
        router.route().handler(PageRoutes::guard);
        router.route().handler(context -> callers.admit(door, context));
        router.route().handler(this::startBodyTimer);
        router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT_BYTES));
        router.route().handler(this::stopBodyTimer);
        rest.add(router);
        health.add(router);
        PageRoutes.add(router);
        sessions.add(router, door);
        redfish.add(router);
        files.add(router);
        // RFC 9110, 9.3.2: of what can be read the head can be read, but of a stream that does not end.
        router.getRoutes().stream()
                .filter(it -> it.methods() != null && it.methods().contains(HttpMethod.GET))
                .forEach(it -> it.method(HttpMethod.HEAD));
        events.add(router);
        trace.add(router);
        router.route().failureHandler(ControlRouter::failed);
        router.route().last().handler(context -> answerNothing(router, context));
        return router;
    }

    /** A path, or a query, that cannot be decoded: nobody else needs to be ready for it. */
    private static void refuseUnreadable(RoutingContext context) {
        try {
            context.normalizedPath();
            context.request().params();
        } catch (IllegalArgumentException e) {
            HttpFaults.malformed(context.request());
            return;
        }
        context.next();
    }

    /** There is nothing there, or nothing that can be done so. */
    private void answerNothing(Router router, RoutingContext context) {
        HttpMethod method = context.request().method();
        Set<HttpMethod> allowed = methods(router, context.normalizedPath());
        if (allowed.isEmpty() || allowed.contains(method)) {
            HttpFaults.answer(
                    context,
                    404,
                    "not-found",
                    "there is nothing at " + context.normalizedPath(),
                    "see /api/v1/openapi.json");
            return;
        }
        String names = allowed.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
        context.response().putHeader("Allow", names);
        HttpFaults.answer(
                context,
                405,
                "not-allowed",
                method + " is nothing that " + context.normalizedPath() + " knows",
                "it knows " + names);
    }

    private Set<HttpMethod> methods(Router router, String path) {
        Set<HttpMethod> methods = router.getRoutes().stream()
                .filter(it -> it.methods() != null && it.getPath() != null && fits(path, it.getPath()))
                .flatMap(it -> it.methods().stream())
                .collect(Collectors.toCollection(HashSet::new));
        if (redfish.isResource(path)) {
            methods.addAll(List.of(HttpMethod.GET, HttpMethod.HEAD));
        } else {
            // The system of a drive that is not there.
            methods.remove(HttpMethod.PATCH);
        }
        return methods;
    }

    private static boolean fits(String path, String pattern) {
        String[] parts = path.split("/");
        String[] wanted = pattern.split("/");
        return parts.length == wanted.length
                && IntStream.range(0, parts.length)
                        .allMatch(at -> wanted[at].startsWith(":") || wanted[at].equals(parts[at]));
    }

    /** A client that sends its body drop by drop is let go. */
    private void startBodyTimer(RoutingContext context) {
        long timer = vertx.setTimer(
                BODY_MILLIS, late -> context.request().connection().close());
        context.put(BODY_TIMER, timer);
        context.addEndHandler(ended -> vertx.cancelTimer(timer));
        context.next();
    }

    private void stopBodyTimer(RoutingContext context) {
        vertx.cancelTimer(context.<Long>get(BODY_TIMER));
        context.next();
    }

    private static void failed(RoutingContext context) {
        if (context.response().closed()) {
            return;
        }
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        if (status == 413) {
            HttpFaults.answer(context, 413, "too-large", "the body is over 64 KiB", "send less");
        } else if (status >= 500) {
            LOG.error("{} {} failed", context.request().method(), context.normalizedPath(), context.failure());
            HttpFaults.answer(context, 500, "internal", "the server failed", "see its log");
        } else {
            HttpFaults.answer(context, status, "invalid", "the request is not understood", "see /api/v1/openapi.json");
        }
    }

    void drain() {
        health.drain();
    }

    void close() {
        events.close();
    }
}
