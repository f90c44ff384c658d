package io.spindle.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.util.zip.CRC32C;

/** Writes resources and errors with the headers of DSP0266, 8.1. */
final class RedfishAnswers {
    private RedfishAnswers() {}

    static void versions(RoutingContext context) {
        resource(context, JsonNodeFactory.instance.objectNode().put("v1", "/redfish/v1/"));
    }

    static void resource(RoutingContext context, ObjectNode resource) {
        String text = resource.toString();
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String tag = "\"" + Long.toHexString(sum.getValue()) + "-" + Integer.toHexString(text.length()) + "\"";
        context.response().putHeader("OData-Version", "4.0").putHeader("ETag", tag);
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            context.response().setStatusCode(304).end();
            return;
        }
        resource.put("@odata.etag", tag);
        Answers.json(context, 200, resource);
    }

    static void error(RoutingContext context, int status, JsonNode document) {
        context.response().putHeader("OData-Version", "4.0");
        Answers.json(context, status, document);
    }

    /** A URL may hold a password; answers and logs must not. */
    static String withoutCredentials(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }
}
