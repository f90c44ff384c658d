package io.spindle.control.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.http.Callers.Door;
import io.spindle.control.redfish.RedfishMessage;
import io.spindle.control.redfish.RedfishTree;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The sessions of Redfish (DSP0266, 13.3.4): a token in {@code X-Auth-Token} in place of a password. */
final class SessionRoutes {
    private static final String SESSIONS = "/redfish/v1/SessionService/Sessions";

    private final Vertx vertx;
    private final LogIns logIns;

    SessionRoutes(Vertx vertx, LogIns logIns) {
        this.vertx = vertx;
        this.logIns = logIns;
    }

    void add(Router router, Door door) {
        router.post(SESSIONS).handler(context -> logIn(context, door));
        router.get(SESSIONS).handler(this::list);
        router.get(SESSIONS + "/:id").handler(this::read);
        router.delete(SESSIONS + "/:id").handler(this::logOut);
    }

    private void logIn(RoutingContext context, Door door) {
        RequestBody body = RequestBody.read(context);
        String user = body.node().path("UserName").asText("");
        String password = body.node().path("Password").asText("");
        if (body.problem().isPresent() || user.isEmpty() || password.isEmpty()) {
            RedfishAnswers.error(
                    context,
                    400,
                    RedfishMessage.PROPERTY_MISSING.error(
                            body.problem().orElse("a session needs UserName and Password"), "Add them.", "UserName"));
            return;
        }
        check(context, door, user, password)
                .onSuccess(verdict -> {
                    if (verdict instanceof LogIns.Verdict.Welcome welcome) {
                        begin(context, welcome.user());
                    } else if (verdict instanceof LogIns.Verdict.Later later) {
                        context.response().putHeader("Retry-After", Long.toString(later.seconds()));
                        HttpFaults.answer(
                                context, 429, "too-many-log-ins", "too many failed log-ins", "wait, then try again");
                    } else {
                        HttpFaults.answer(context, 401, "unauthorized", "wrong user name or password", "try again");
                    }
                })
                .onFailure(context::fail);
    }

    private Future<LogIns.Verdict> check(RoutingContext context, Door door, String user, String password) {
        boolean open =
                !(door instanceof Door.Network network) || network.listener().isOpen();
        if (open) {
            return Future.succeededFuture(new LogIns.Verdict.Welcome(user));
        }
        HttpListener listener = ((Door.Network) door).listener();
        String address = context.request().remoteAddress().hostAddress();
        return logIns.password(vertx, listener, address, user, password);
    }

    private void begin(RoutingContext context, String user) {
        String token = logIns.begin(user);
        LogIns.Session session = logIns.session(token).orElseThrow();
        context.response()
                .putHeader("X-Auth-Token", token)
                .putHeader("Location", SESSIONS + "/" + session.id())
                .putHeader("OData-Version", "4.0");
        Answers.json(context, 201, document(session));
    }

    private void list(RoutingContext context) {
        ObjectNode collection = RedfishTree.resource("#SessionCollection.SessionCollection", SESSIONS, "Sessions");
        List<String> paths =
                logIns.sessions().stream().map(it -> SESSIONS + "/" + it.id()).toList();
        RedfishAnswers.resource(context, RedfishTree.members(collection, paths));
    }

    private void read(RoutingContext context) {
        Optional<LogIns.Session> session = logIns.sessions().stream()
                .filter(it -> it.id().equals(context.pathParam("id")))
                .findFirst();
        if (session.isPresent()) {
            RedfishAnswers.resource(context, document(session.get()));
        } else {
            context.next();
        }
    }

    private void logOut(RoutingContext context) {
        if (logIns.end(context.pathParam("id"))) {
            context.response()
                    .setStatusCode(204)
                    .putHeader("OData-Version", "4.0")
                    .end();
        } else {
            context.next();
        }
    }

    private static ObjectNode document(LogIns.Session session) {
        ObjectNode document = RedfishTree.resource(
                "#Session.v1_6_0.Session", SESSIONS + "/" + session.id(), "Session of " + session.user());
        document.put("Id", session.id()).put("UserName", session.user()).putNull("Password");
        return document;
    }
}
