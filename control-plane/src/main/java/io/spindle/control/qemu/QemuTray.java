package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Traffic;
import io.spindle.control.qmp.QmpError;
import io.spindle.control.qmp.QmpMonitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The commands for one CD device. Every call waits for QEMU's answer. */
final class QemuTray {
    private final QmpMonitor monitor;
    private final Optional<String> wantedId;

    QemuTray(QmpMonitor monitor, Optional<String> wantedId) {
        this.monitor = monitor;
        this.wantedId = wantedId;
    }

    /**
     * The device as it is now.
     *
     * @throws IOException when there is none, or when it is not clear which is meant
     */
    CdDevice look() throws IOException {
        List<CdDevice> all = CdDevice.all(monitor.execute("query-block", none()));
        List<CdDevice> meant = wantedId.isEmpty()
                ? all
                : all.stream().filter(it -> it.isCalled(wantedId.get())).toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        throw new IOException(ambiguous(all.stream().map(CdDevice::id).toList()));
    }

    private String ambiguous(List<String> ids) {
        if (ids.isEmpty()) {
            return "the machine has no CD device: add -device scsi-cd,id=cd0";
        }
        String has = "the machine has " + String.join(", ", ids);
        return wantedId.map(it -> "there is no CD device '" + it + "': " + has)
                .orElse("which CD device is meant? Name it with --device: " + has);
    }

    /** What the guest has read of the device since the machine was started. */
    Traffic traffic(String id) throws IOException {
        for (JsonNode each : monitor.execute("query-blockstats", none())) {
            if (each.path("qdev").asText().equals(id)) {
                JsonNode stats = each.path("stats");
                return new Traffic(
                        stats.path("rd_operations").asLong(),
                        stats.path("rd_bytes").asLong(),
                        stats.path("failed_rd_operations").asLong(),
                        stats.path("rd_total_time_ns").asLong());
            }
        }
        return Traffic.NONE;
    }

    void addNode(String node, ObjectNode nbdOptions) throws IOException {
        ObjectNode arguments = none();
        arguments.put("driver", "raw").put("node-name", node).put("read-only", true);
        arguments.set("file", nbdOptions);
        monitor.execute("blockdev-add", arguments);
    }

    /**
     * Adds a node that is reached by TLS. It keeps what it was given: the object is needed only while it is being added, and
     * certificates that were renewed are read with every disc.
     *
     * @param credentials the name of the object
     * @param certificates the folder, where QEMU runs
     */
    void addNode(String node, ObjectNode nbdOptions, String credentials, String certificates) throws IOException {
        addCredentials(credentials, certificates);
        try {
            addNode(node, nbdOptions.put("tls-creds", credentials));
        } finally {
            monitor.execute("object-del", none().put("id", credentials));
        }
    }

    private void addCredentials(String id, String certificates) throws IOException {
        ObjectNode arguments = none().put("qom-type", "tls-creds-x509").put("id", id);
        arguments.put("endpoint", "client").put("dir", certificates);
        try {
            monitor.execute("object-add", arguments);
        } catch (QmpError e) {
            throw new IOException("QEMU cannot use the certificates in " + certificates + ": " + e.getMessage(), e);
        }
    }

    /** Removes an object that a server left which died, if it did. */
    void removeObject(String id) throws IOException {
        for (JsonNode each : monitor.execute("qom-list", none().put("path", "/objects"))) {
            if (each.path("name").asText().equals(id)) {
                monitor.execute("object-del", none().put("id", id));
            }
        }
    }

    /** Removes a node; one that is gone already, or that QEMU removes itself, is no fault. */
    void removeNode(String node) throws IOException {
        try {
            monitor.execute("blockdev-del", none().put("node-name", node));
        } catch (QmpError e) {
            if (!e.getMessage().contains("Failed to find node")
                    && !e.getMessage().contains("not owned by the monitor")) {
                throw e;
            }
        }
    }

    /** Asks the guest, or opens at once; that QEMU answers well does not mean that the tray is open. */
    void open(String id, boolean force) throws IOException {
        try {
            monitor.execute("blockdev-open-tray", none().put("id", id).put("force", force));
        } catch (QmpError e) {
            // Some versions say so of a locked tray after they have asked the guest.
            if (!e.getMessage().contains("is locked")) {
                throw e;
            }
        }
    }

    /** False when the guest has closed the tray meanwhile. */
    boolean takeOut(String id) throws IOException {
        return unlessClosed("blockdev-remove-medium", none().put("id", id));
    }

    /** False when the guest has closed the tray meanwhile. */
    boolean putIn(String id, String node) throws IOException {
        return unlessClosed("blockdev-insert-medium", none().put("id", id).put("node-name", node));
    }

    private boolean unlessClosed(String command, ObjectNode arguments) throws IOException {
        try {
            monitor.execute(command, arguments);
            return true;
        } catch (QmpError e) {
            if (e.getMessage().contains("is not open")) {
                return false;
            }
            throw e;
        }
    }

    void close(String id) throws IOException {
        monitor.execute("blockdev-close-tray", none().put("id", id));
    }

    /** The nodes of that prefix. */
    Set<String> nodes(String prefix) throws IOException {
        Set<String> names = new TreeSet<>();
        for (JsonNode each : monitor.execute("query-named-block-nodes", none().put("flat", true))) {
            String name = each.path("node-name").asText();
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        return names;
    }

    /** What the machine is called, "" when it has no name. */
    String machineName() throws IOException {
        return monitor.execute("query-name", none()).path("name").asText("");
    }

    /** The nodes that some device holds. */
    List<String> nodesInUse() throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode each : monitor.execute("query-block", none())) {
            Optional.ofNullable(each.path("inserted").path("node-name").textValue())
                    .ifPresent(names::add);
        }
        return names;
    }

    private static ObjectNode none() {
        return JsonNodeFactory.instance.objectNode();
    }
}
