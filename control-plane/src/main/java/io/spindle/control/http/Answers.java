package io.spindle.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.control.drive.DriveDocuments;
import io.spindle.control.drive.Outcome;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes documents as answers. */
public final class Answers {
    private Answers() {}

    /** A JSON document; on any thread that the route runs on. */
    public static void json(RoutingContext context, int status, JsonNode document) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(document + "\n");
    }

    static void outcome(RoutingContext context, Outcome outcome) {
        json(context, status(outcome), DriveDocuments.outcome(outcome));
    }

    static int status(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            return refused.refusal().httpStatus();
        }
        return outcome instanceof Outcome.Deferred ? 202 : 200;
    }
}
