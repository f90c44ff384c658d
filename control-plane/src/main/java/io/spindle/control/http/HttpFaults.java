package io.spindle.control.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.redfish.RedfishMessage;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/** Answers that say what was wrong: {@code error}, a sentence, and what to do. */
final class HttpFaults {
    private HttpFaults() {}

    static void answer(RoutingContext context, int status, String code, String text, String advice) {
        if (context.normalizedPath().startsWith("/redfish")) {
            RedfishMessage message = RedfishMessage.ofStatus(status);
            RedfishAnswers.error(context, status, message.error(text, advice, context.normalizedPath()));
            return;
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("result", code).put("text", text).put("advice", advice);
        Answers.json(context, status, document);
    }

    /** What is no HTTP request at all. */
    static void malformed(HttpServerRequest request) {
        request.response().setStatusCode(400).putHeader("Connection", "close").end("malformed HTTP request\n");
    }
}
