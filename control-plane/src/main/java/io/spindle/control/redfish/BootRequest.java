package io.spindle.control.redfish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Machine;
import io.spindle.control.drive.Machine.BootMode;
import io.spindle.control.drive.Machine.BootOverride;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The property {@code Boot} of a request to change a system; what is not in it stays as it is.
 *
 * @param override what is asked for, empty when nothing is
 * @param fault why it cannot be, as an error document
 */
public record BootRequest(Optional<BootOverride> override, Optional<ObjectNode> fault) {
    private static final String TARGET = "BootSourceOverrideTarget";
    private static final String ENABLED = "BootSourceOverrideEnabled";
    private static final String MODE = "BootSourceOverrideMode";

    /** Reads it for a machine as it is now. */
    public static BootRequest read(JsonNode boot, Machine machine) {
        for (String name : (Iterable<String>) boot::fieldNames) {
            if (!List.of(TARGET, ENABLED, MODE).contains(name)) {
                return refused(RedfishMessage.PROPERTY_UNKNOWN.error(
                        "Boot." + name + " cannot be changed", "Leave it out.", name));
            }
        }
        return mode(boot, machine)
                .or(() -> notInList(boot, TARGET, List.of("None", "Cd", "Hdd")))
                .or(() -> notInList(
                        boot,
                        ENABLED,
                        Arrays.stream(BootOverride.values())
                                .map(BootOverride::word)
                                .toList()))
                .or(() -> withoutTarget(boot, machine))
                .map(BootRequest::refused)
                .orElseGet(() -> new BootRequest(override(boot, machine.bootOverride()), Optional.empty()));
    }

    private static BootRequest refused(ObjectNode error) {
        return new BootRequest(Optional.empty(), Optional.of(error));
    }

    /** A machine has the firmware that it has. */
    private static Optional<ObjectNode> mode(JsonNode boot, Machine machine) {
        List<String> possible =
                machine.bootMode().map(BootMode::word).map(List::of).orElse(List.of());
        if (boot.has(MODE) && possible.isEmpty()) {
            return Optional.of(RedfishMessage.PROPERTY_VALUE_NOT_IN_LIST.error(
                    "which firmware the machine has is not known",
                    "Leave " + MODE + " out.",
                    boot.path(MODE).asText(),
                    MODE));
        }
        return notInList(boot, MODE, possible);
    }

    private static Optional<ObjectNode> notInList(JsonNode boot, String property, List<String> possible) {
        JsonNode given = boot.path(property);
        if (given.isMissingNode() || given.isTextual() && possible.contains(given.asText())) {
            return Optional.empty();
        }
        return Optional.of(RedfishMessage.PROPERTY_VALUE_NOT_IN_LIST.error(
                property + " cannot be " + given,
                "Write " + String.join(" or ", possible) + ".",
                given.asText(),
                property));
    }

    private static Optional<ObjectNode> withoutTarget(JsonNode boot, Machine machine) {
        boolean nothing = boot.has(ENABLED)
                && !boot.path(ENABLED).asText().equals(BootOverride.DISABLED.word())
                && !boot.has(TARGET)
                && machine.bootOverride() == BootOverride.DISABLED;
        return nothing
                ? Optional.of(RedfishMessage.PROPERTY_MISSING.error(
                        "what to boot from is not said", "Add " + TARGET + ": Cd.", TARGET))
                : Optional.empty();
    }

    private static Optional<BootOverride> override(JsonNode boot, BootOverride now) {
        if (!boot.has(TARGET) && !boot.has(ENABLED)) {
            return Optional.empty();
        }
        if (boot.has(TARGET) && !boot.path(TARGET).asText().equals("Cd")) {
            return Optional.of(BootOverride.DISABLED);
        }
        BootOverride lasting = now == BootOverride.DISABLED ? BootOverride.CONTINUOUS : now;
        return Arrays.stream(BootOverride.values())
                .filter(it -> it.word().equals(boot.path(ENABLED).asText()))
                .findFirst()
                .or(() -> Optional.of(lasting));
    }
}
