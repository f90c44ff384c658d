package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.store.StateFolder;
import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.drive.DriveMemory;
import io.spindle.scsi.drive.KnownPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a drive has to be told after a restart, as a document of {@link StateFolder}. */
final class DriveMemoryFile {
    private DriveMemoryFile() {}

    static JsonNode of(DriveMemory memory) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("trayOpen", memory.trayOpen());
        root.put("disc", memory.discIdentity().orElse(null));
        ArrayNode ports = root.putArray("initiatorPorts");
        for (KnownPort port : memory.knownPorts()) {
            ports.addObject()
                    .put("name", port.port().name())
                    .put("lasting", port.port().lasting())
                    .put("disc", port.discIdentity().orElse(null))
                    .put("settled", port.settled())
                    .put("preventing", port.preventing());
        }
        return root;
    }

    static DriveMemory parse(JsonNode root) {
        List<KnownPort> ports = new ArrayList<>();
        root.path("initiatorPorts")
                .forEach(it -> ports.add(new KnownPort(
                        new InitiatorPort(
                                it.path("name").asText(),
                                it.path("lasting").asText(it.path("name").asText())),
                        Optional.ofNullable(it.path("disc").textValue()),
                        it.path("settled").asBoolean(),
                        it.path("preventing").asBoolean())));
        return new DriveMemory(
                root.path("trayOpen").asBoolean(),
                Optional.ofNullable(root.path("disc").textValue()),
                ports);
    }
}
