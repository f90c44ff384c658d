package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Machine;
import io.spindle.control.qmp.QmpMonitor;
import java.io.IOException;

/** A machine of QEMU's. */
final class QemuMachine implements Machine {
    private final QmpMonitor monitor;
    private volatile BootOverride override = BootOverride.DISABLED;
    private volatile boolean bootedOnce;

    QemuMachine(QmpMonitor monitor) {
        this.monitor = monitor;
    }

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
    public void bootFromDisc(BootOverride asked) throws IOException {
        bootSet(asked != BootOverride.DISABLED);
        bootedOnce = false;
        override = asked;
    }

    @Override
    public BootOverride bootOverride() {
        return override;
    }

    /** True when the machine, which is reset now, has had the one boot that was asked for: then {@link #endOnce} is due. */
    boolean isOnceOver() {
        boolean over = override == BootOverride.ONCE && bootedOnce;
        bootedOnce = override == BootOverride.ONCE;
        return over;
    }

    /** The order is the usual one again. The firmware has not looked at it yet: it begins with its own start. */
    void endOnce() throws IOException {
        bootFromDisc(BootOverride.DISABLED);
    }

    /** Another machine may answer now, whose order nobody has changed. */
    void forget() {
        override = BootOverride.DISABLED;
        bootedOnce = false;
    }

    private void bootSet(boolean disc) throws IOException {
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
