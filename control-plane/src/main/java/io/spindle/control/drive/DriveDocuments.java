package io.spindle.control.drive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.bytes.ContentFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Drives as JSON documents, as the REST interface, the events and the state files have them. */
public final class DriveDocuments {
    private DriveDocuments() {}

    /** A drive with all that is known of it, and what is read of it. */
    public static ObjectNode status(DriveStatus status, DriveTraffic traffic) {
        ObjectNode node = status(status);
        node.set("traffic", throughput(traffic.drive()));
        node.path("sessions")
                .forEach(session -> traffic.sessions().stream()
                        .filter(it -> it.peer().equals(session.path("peer").asText()))
                        .findFirst()
                        .ifPresent(it -> ((ObjectNode) session)
                                .put("address", it.address())
                                .set("traffic", throughput(it.throughput()))));
        return node;
    }

    /** What is read of a drive, and by whom. */
    public static ObjectNode traffic(DriveTraffic traffic) {
        ObjectNode node = throughput(traffic.drive());
        ArrayNode sessions = node.putArray("sessions");
        traffic.sessions()
                .forEach(it -> sessions.addObject()
                        .put("peer", it.peer())
                        .put("address", it.address())
                        .setAll(throughput(it.throughput())));
        return node;
    }

    private static ObjectNode throughput(Throughput throughput) {
        Traffic total = throughput.total();
        return JsonNodeFactory.instance
                .objectNode()
                .put("reads", total.reads())
                .put("bytes", total.bytes())
                .put("errors", total.errors())
                .put("seconds", total.nanos() / 1e9)
                .put("bytesPerSecond", Math.round(throughput.bytesPerSecond()))
                .put("readsPerSecond", Math.round(throughput.readsPerSecond()));
    }

    /** A drive with all that is known of it but what is read. */
    public static ObjectNode status(DriveStatus status) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", status.name());
        node.setAll(spec(status.spec()));
        node.put("online", status.view().online());
        node.put("disc", status.disc().orElse(null));
        node.put("wanted", status.wanted().orElse(null));
        node.put("tray", status.view().tray().word());
        node.set("lock", status.view().lock().map(DriveDocuments::lock).orElse(null));
        node.put("note", status.view().note());
        node.put("generation", status.generation());
        node.set("waiting", status.waiting().map(DriveDocuments::waiting).orElse(null));
        ArrayNode sessions = node.putArray("sessions");
        status.view()
                .sessions()
                .forEach(it -> sessions.addObject()
                        .put("peer", it.peer())
                        .put("since", it.since().toString()));
        ArrayNode history = node.putArray("history");
        status.history().forEach(it -> history.add(history(it)));
        return node;
    }

    /** An outcome; {@code result} is {@code done}, {@code deferred} or the code of the refusal. */
    public static ObjectNode outcome(Outcome outcome) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (outcome instanceof Outcome.Done done) {
            node.put("result", "done").put("changed", done.changed());
            node.set("drive", status(done.status()));
        } else if (outcome instanceof Outcome.Deferred deferred) {
            node.put("result", "deferred").put("text", deferred.text());
            node.set("drive", status(deferred.status()));
        } else if (outcome instanceof Outcome.Refused refused) {
            node.put("result", refused.refusal().code());
            node.put("text", refused.text());
            node.put("advice", refused.refusal().advice());
        }
        return node;
    }

    static ObjectNode fault(String disc, ContentFault fault) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("disc", disc)
                .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
                .put("file", fault.file())
                .put("text", fault.text());
    }

    static ObjectNode spec(DriveSpec spec) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("kind", spec.kind().word());
        if (spec instanceof DriveSpec.Qemu qemu) {
            node.put("qmp", qemu.qmp());
            node.put("device", qemu.device().orElse(null));
            node.put("tlsCertificates", qemu.tlsCertificates().orElse(null));
        }
        ArrayNode discs = node.putArray("discs");
        spec.discs().forEach(discs::add);
        node.put("stack", spec.stack());
        return node;
    }

    /** Reads how a drive is to be made; empty when the document is something else. */
    public static Optional<DriveSpec> parseSpec(String name, JsonNode node) {
        List<String> discs = new ArrayList<>();
        node.path("discs").forEach(it -> discs.add(it.asText()));
        boolean stack = node.path("stack").asBoolean();
        return switch (node.path("kind").asText()) {
            case "emulated" -> Optional.of(new DriveSpec.Emulated(name, discs, stack));
            case "qemu" ->
                Optional.ofNullable(node.path("qmp").textValue())
                        .map(qmp -> new DriveSpec.Qemu(
                                name,
                                discs,
                                stack,
                                qmp,
                                Optional.ofNullable(node.path("device").textValue()),
                                Optional.ofNullable(node.path("tlsCertificates").textValue())));
            default -> Optional.empty();
        };
    }

    static ObjectNode history(HistoryEntry entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("at", entry.at().toString())
                .put("by", entry.by())
                .put("what", entry.what())
                .put("before", entry.before().orElse(null))
                .put("after", entry.after().orElse(null))
                .put("policy", entry.policy())
                .put("result", entry.result());
    }

    private static JsonNode lock(TrayLock lock) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("by", lock.by())
                .put("since", lock.since().toString());
    }

    private static JsonNode waiting(DriveStatus.Waiting waiting) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("verb", waiting.verb().word())
                .put("disc", waiting.disc().orElse(null))
                .put("policy", waiting.policy().word())
                .put("by", waiting.by())
                .put("since", waiting.since().toString())
                .put("until", waiting.until().toString());
    }
}
