package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Machine;
import io.spindle.control.qmp.QmpMonitor;
import java.io.IOException;

/** A machine of QEMU's. */
record QemuMachine(QmpMonitor monitor) implements Machine {
    @Override
    public void reset(Reset reset) throws IOException {
        String command = switch (reset) {
            case ON -> "cont";
            case FORCE_OFF -> "quit";
            case GRACEFUL_SHUTDOWN -> "system_powerdown";
            case FORCE_RESTART -> "system_reset";
        };
        monitor.execute(command, none());
    }

    @Override
    public void bootFrom(boolean disc) throws IOException {
        ObjectNode arguments = none().put("command-line", "boot_set " + (disc ? "d" : "c"));
        String answer = monitor.execute("human-monitor-command", arguments).asText("");
        if (!answer.isBlank() && !answer.contains("now set to")) {
            throw new IOException(answer.strip());
        }
    }

    private static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }
}
