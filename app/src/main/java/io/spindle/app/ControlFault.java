package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.spindle.control.client.ControlClient.Answer;
import io.spindle.control.drive.Refusal;
import java.util.Arrays;

/** What a running server refused, or that there is none: the exit code tells which. */
final class ControlFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final transient JsonNode document;

    ControlFault(int exitCode, String result, String message) {
        this(
                exitCode,
                message,
                JsonNodeFactory.instance.objectNode().put("result", result).put("text", message));
    }

    private ControlFault(int exitCode, String message, JsonNode document) {
        super(message);
        this.exitCode = exitCode;
        this.document = document;
    }

    /** The same for programs, as the server answers it. */
    JsonNode document() {
        return document;
    }

    int exitCode() {
        return exitCode;
    }

    /** Lets an answer pass that is no refusal. */
    static JsonNode unlessRefused(Answer answer) {
        JsonNode document = answer.document();
        if (answer.status() < 400) {
            return document;
        }
        String code = document.path("result").asText();
        int exitCode = Arrays.stream(Refusal.values())
                .filter(it -> it.code().equals(code))
                .mapToInt(Refusal::exitCode)
                .findFirst()
                .orElse(1);
        String advice = document.path("advice").asText();
        throw new ControlFault(
                exitCode,
                document.path("text").asText("the server answers " + answer.status())
                        + (advice.isEmpty() ? "" : ": " + advice),
                document);
    }
}
