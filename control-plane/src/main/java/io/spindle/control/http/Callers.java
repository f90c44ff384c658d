package io.spindle.control.http;

import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import io.spindle.control.drive.Operator;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Finds out who calls, and turns away who must not. */
final class Callers {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String LOG_IN =
            "send a user name and a password, or a token; the commands take a token from SPINDLE_TOKEN";
    private static final String OPERATOR = "operator";

    private final Vertx vertx;
    private final LogIns logIns;

    /** By which door a caller comes in. */
    sealed interface Door {
        /** The Unix socket. */
        record Socket() implements Door {}

        /** An address. */
        record Network(HttpListener listener) implements Door {}
    }

    Callers(Vertx vertx) {
        this.vertx = vertx;
        this.logIns = new LogIns(System::nanoTime);
    }

    /** Who called, for routes behind {@link #admit}. */
    static Operator operator(RoutingContext context) {
        return context.get(OPERATOR);
    }

    void admit(Door door, RoutingContext context) {
        if (door instanceof Door.Network network) {
            admit(network.listener(), context);
            return;
        }
        Optional<String> user = socketUser(context.request());
        if (user.isEmpty()) {
            HttpFaults.answer(context, 403, "forbidden", "this socket is for the server's own user", "use sudo -u");
            return;
        }
        context.put(OPERATOR, new Operator(user.get(), "socket"));
        context.next();
    }

    /** The user behind a Unix socket: the one that the server runs as, or root. */
    private static Optional<String> socketUser(HttpServerRequest request) {
        if (!(request.connection() instanceof HttpServerConnection connection)
                || !(connection.channelHandlerContext().channel() instanceof EpollDomainSocketChannel channel)) {
            // Elsewhere than on Linux the permissions of the socket's file decide.
            return Optional.of("local");
        }
        try {
            PeerCredentials peer = channel.peerCredentials();
            boolean allowed = peer.uid() == 0 || peer.uid() == SystemUsers.ownUid();
            return allowed ? Optional.of(SystemUsers.name(peer.uid())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void admit(HttpListener listener, RoutingContext context) {
        Optional<String> fault = HostCheck.fault(listener, context.request(), !isReading(context));
        if (fault.isPresent()) {
            HttpFaults.answer(context, 403, "forbidden", fault.get(), "call the server by its own address");
            return;
        }
        if (listener.isOpen()) {
            context.put(OPERATOR, new Operator("local", "http"));
            context.next();
            return;
        }
        if (OpenPaths.isOpen(context.request().method(), context.normalizedPath())) {
            context.put(OPERATOR, new Operator("anybody", "http"));
            context.next();
            return;
        }
        context.request().pause();
        logIns.check(vertx, listener, context.request()).onComplete(checked -> {
            context.request().resume();
            if (checked.succeeded() && checked.result() instanceof LogIns.Verdict.Welcome welcome) {
                context.put(OPERATOR, new Operator(welcome.user(), "http"));
                context.next();
            } else if (checked.succeeded() && checked.result() instanceof LogIns.Verdict.Later later) {
                context.response().putHeader("Retry-After", Long.toString(later.seconds()));
                HttpFaults.answer(context, 429, "too-many-log-ins", "too many failed log-ins", "wait, then try again");
            } else {
                context.response().putHeader("WWW-Authenticate", "Basic realm=\"Spindle\", charset=\"UTF-8\"");
                HttpFaults.answer(context, 401, "unauthorized", "log in first", LOG_IN);
            }
        });
    }

    private static boolean isReading(RoutingContext context) {
        return READING.contains(context.request().method());
    }

    LogIns logIns() {
        return logIns;
    }
}
