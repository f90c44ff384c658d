package io.spindle.control.qmp;

import com.fasterxml.jackson.databind.JsonNode;

/** Something that happened in a machine, such as {@code DEVICE_TRAY_MOVED}. */
public record QmpEvent(String name, JsonNode data) {}
