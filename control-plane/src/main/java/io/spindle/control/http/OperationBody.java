package io.spindle.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.control.drive.Operation;
import io.spindle.control.drive.Operator;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Verb;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what is asked of a drive. */
final class OperationBody {
    /** Proxies that compress an answer make its tag a weak one. */
    private static final String TAG = "(W/)?\"[0-9]{1,18}\"";

    private OperationBody() {}

    /** Either an operation or what is wrong. */
    record Read(Optional<Operation> operation, Optional<String> fault) {}

    static Read read(Verb verb, RoutingContext context, JsonNode body) {
        return read(verb, body, context.request().getHeader("If-Match"), Callers.operator(context));
    }

    /** Reads it with the value of {@code If-Match}, null for none. */
    static Read read(Verb verb, JsonNode body, String ifMatch, Operator operator) {
        JsonNode disc = body.path("disc");
        JsonNode timeout = body.path("timeoutSeconds");
        JsonNode generation = body.path("generation");
        String policy = body.path("policy").asText("ask");
        if (!disc.isMissingNode() && !disc.isTextual()) {
            return fault("disc is the name of a disc");
        }
        if (body.has("url") && (!body.path("url").isTextual() || body.has("disc"))) {
            return fault("url is the address of an image, in place of disc");
        }
        if (!policy.equals("ask") && !policy.equals("force")) {
            return fault("policy is 'ask' or 'force'");
        }
        boolean timely = timeout.isMissingNode()
                || timeout.isInt() && timeout.asInt() >= 0 && timeout.asInt() <= Operation.MAXIMUM_TIMEOUT.toSeconds();
        if (!timely) {
            return fault("timeoutSeconds is a whole number from 0 to " + Operation.MAXIMUM_TIMEOUT.toSeconds());
        }
        if (!generation.isMissingNode() && !(generation.isIntegralNumber() && generation.canConvertToLong())) {
            return fault("generation is a whole number, as the drive has it");
        }
        if (ifMatch != null && !ifMatch.matches("\\*|" + TAG)) {
            // Who made a condition must not be served without it.
            return fault("If-Match is the ETag of the drive, such as \"7\", and only one");
        }
        OptionalLong seen = generation.isMissingNode() ? ifMatch(ifMatch) : OptionalLong.of(generation.asLong());
        Operation operation = new Operation(
                verb,
                Optional.ofNullable(disc.textValue()),
                policy.equals("force") ? Policy.FORCE : Policy.ASK,
                timeout.isMissingNode() ? Operation.DEFAULT_TIMEOUT : Duration.ofSeconds(timeout.asInt()),
                seen,
                Optional.empty(),
                operator);
        return new Read(Optional.of(operation), Optional.empty());
    }

    private static OptionalLong ifMatch(String header) {
        return header == null || header.equals("*")
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(header.replaceAll("[^0-9]", "")));
    }

    private static Read fault(String text) {
        return new Read(Optional.empty(), Optional.of(text));
    }
}
