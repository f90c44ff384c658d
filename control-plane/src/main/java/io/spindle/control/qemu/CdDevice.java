package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A CD device as {@code query-block} tells it.
 *
 * @param id the id of the device, or its path in QEMU's object tree
 * @param node the block node of the medium, empty when there is none
 * @param fileName where the medium comes from, as QEMU writes it
 */
record CdDevice(String id, boolean trayOpen, boolean locked, Optional<String> node, String fileName) {
    /** All CD devices: only they have a tray. */
    static List<CdDevice> all(JsonNode queryBlock) {
        List<CdDevice> devices = new ArrayList<>();
        for (JsonNode each : queryBlock) {
            if (each.has("tray_open")) {
                JsonNode inserted = each.path("inserted");
                devices.add(new CdDevice(
                        each.path("qdev").asText(each.path("device").asText()),
                        each.path("tray_open").asBoolean(),
                        each.path("locked").asBoolean(),
                        Optional.ofNullable(inserted.path("node-name").textValue()),
                        inserted.path("file").asText("")));
            }
        }
        return devices;
    }

    /** True for the id that a user gave; QEMU also writes {@code /machine/peripheral/ID} and appends to it. */
    boolean isCalled(String name) {
        return id.equals(name)
                || id.equals("/machine/peripheral/" + name)
                || id.startsWith("/machine/peripheral/" + name + "/");
    }
}
