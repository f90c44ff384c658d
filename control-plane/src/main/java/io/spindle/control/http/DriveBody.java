package io.spindle.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** How a drive is to be made, as a client writes it. */
final class DriveBody {
    private DriveBody() {}

    /** What is wrong with it; a value of the wrong type is never taken for none. */
    static Optional<String> fault(JsonNode body) {
        if (!body.path("name").isTextual()) {
            return Optional.of("name is the name of the drive, a text");
        }
        boolean qemu = body.path("kind").asText().equals("qemu");
        String qmp = body.path("qmp").asText();
        if (!qemu && !body.path("kind").asText().equals("emulated") || qemu && qmp.isBlank()) {
            return Optional.of("kind is 'emulated', or 'qemu' with qmp, the path of its monitor socket");
        }
        for (String name : List.of("qmp", "device", "tlsCertificates")) {
            if (isGiven(body.path(name)) && !(qemu && body.path(name).isTextual())) {
                return Optional.of(name + " is a text, of a drive of kind 'qemu'");
            }
        }
        if (isGiven(body.path("discs")) && !isListOfNames(body.path("discs"))) {
            return Optional.of("discs is a list of names");
        }
        return isGiven(body.path("stack")) && !body.path("stack").isBoolean()
                ? Optional.of("stack is true or false")
                : Optional.empty();
    }

    private static boolean isGiven(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private static boolean isListOfNames(JsonNode node) {
        boolean names = node.isArray();
        for (JsonNode each : node) {
            names &= each.isTextual();
        }
        return names;
    }
}
