package io.spindle.control.redfish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.DriveStatus;
import io.spindle.control.drive.Drives;
import io.spindle.control.drive.Machine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The resources.
 *
 * @param serviceId the same for this server over restarts
 */
public record RedfishTree(Drives drives, UUID serviceId) {
    static final String ROOT = "/redfish/v1";

    /** The resource at a path below {@code /redfish/v1}, given as its segments; sessions are not among them. */
    public Optional<ObjectNode> resource(List<String> path) {
        if (path.isEmpty()) {
            return Optional.of(serviceRoot());
        }
        String first = path.get(0);
        return switch (first) {
            case "odata" -> path.size() == 1 ? Optional.of(odata()) : Optional.empty();
            case "Systems", "Managers" -> path.size() == 1 ? Optional.of(collection(first)) : ofDrive(path);
            case "SessionService" -> path.size() == 1 ? Optional.of(sessionService()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<ObjectNode> ofDrive(List<String> path) {
        Optional<DriveStatus> drive = drives.find(path.get(1));
        boolean system = path.get(0).equals("Systems");
        if (drive.isEmpty()) {
            return Optional.empty();
        }
        List<String> rest = path.subList(2, path.size());
        if (rest.isEmpty()) {
            return Optional.of(system ? system(drive.get()) : manager(drive.get()));
        }
        if (!rest.get(0).equals("VirtualMedia")) {
            return Optional.empty();
        }
        String media = ROOT + "/" + path.get(0) + "/" + drive.get().name() + "/VirtualMedia";
        if (rest.size() == 1) {
            ObjectNode members = resource("#VirtualMediaCollection.VirtualMediaCollection", media, "Virtual media");
            return Optional.of(members(members, List.of(media + "/Cd")));
        }
        return rest.size() == 2 && rest.get(1).equals("Cd")
                ? Optional.of(virtualMedia(drive.get(), media + "/Cd"))
                : Optional.empty();
    }

    private ObjectNode serviceRoot() {
        ObjectNode root = resource("#ServiceRoot.v1_15_0.ServiceRoot", ROOT + "/", "Spindle");
        root.put("Id", "RootService").put("RedfishVersion", "1.17.0").put("UUID", serviceId.toString());
        root.put("Product", "Spindle");
        link(root, "Systems", ROOT + "/Systems");
        link(root, "Managers", ROOT + "/Managers");
        link(root, "SessionService", ROOT + "/SessionService");
        link(root.putObject("Links"), "Sessions", ROOT + "/SessionService/Sessions");
        return root;
    }

    private static ObjectNode odata() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("@odata.context", ROOT + "/$metadata");
        ArrayNode value = document.putArray("value");
        List.of("Service", "Systems", "Managers", "SessionService")
                .forEach(name -> value.addObject()
                        .put("name", name)
                        .put("kind", "Singleton")
                        .put("url", name.equals("Service") ? ROOT + "/" : ROOT + "/" + name));
        return document;
    }

    private ObjectNode collection(String name) {
        String type = name.equals("Systems") ? "ComputerSystemCollection" : "ManagerCollection";
        ObjectNode collection = resource("#" + type + "." + type, ROOT + "/" + name, name);
        return members(
                collection,
                drives.list().stream()
                        .map(it -> ROOT + "/" + name + "/" + it.name())
                        .toList());
    }

    /** A collection with links to its members. */
    public static ObjectNode members(ObjectNode collection, List<String> paths) {
        ArrayNode members = collection.putArray("Members");
        paths.forEach(it -> members.addObject().put("@odata.id", it));
        collection.put("Members@odata.count", paths.size());
        return collection;
    }

    private ObjectNode system(DriveStatus drive) {
        String path = ROOT + "/Systems/" + drive.name();
        ObjectNode system = resource("#ComputerSystem.v1_20_0.ComputerSystem", path, drive.name());
        system.put("Id", drive.name()).put("SystemType", "Virtual").put("Manufacturer", "Spindle");
        system.put(
                "UUID",
                UUID.nameUUIDFromBytes((serviceId + drive.name()).getBytes(StandardCharsets.UTF_8))
                        .toString());
        system.put("PowerState", drive.view().online() ? "On" : "Off");
        system.set("Status", status(drive));
        link(system, "VirtualMedia", path + "/VirtualMedia");
        ArrayNode managers = system.putObject("Links").putArray("ManagedBy");
        managers.addObject().put("@odata.id", ROOT + "/Managers/" + drive.name());
        ObjectNode actions = system.putObject("Actions");
        ObjectNode boot = system.putObject("Boot");
        Machine.BootOverride override =
                drives.machine(drive.name()).map(Machine::bootOverride).orElse(Machine.BootOverride.DISABLED);
        boot.put("BootSourceOverrideEnabled", override.word());
        boot.put("BootSourceOverrideTarget", override == Machine.BootOverride.DISABLED ? "None" : "Cd");
        drives.machine(drive.name()).flatMap(Machine::bootMode).ifPresent(mode -> {
            boot.put("BootSourceOverrideMode", mode.word());
            boot.putArray("BootSourceOverrideMode@Redfish.AllowableValues").add(mode.word());
        });
        ArrayNode targets = boot.putArray("BootSourceOverrideTarget@Redfish.AllowableValues");
        targets.add("None");
        if (drives.machine(drive.name()).isPresent()) {
            targets.add("Cd").add("Hdd");
            ObjectNode reset = actions.putObject("#ComputerSystem.Reset");
            reset.put("target", path + "/Actions/ComputerSystem.Reset");
            ArrayNode values = reset.putArray("ResetType@Redfish.AllowableValues");
            Arrays.stream(Machine.Reset.values()).forEach(it -> values.add(it.word()));
        }
        return system;
    }

    private static ObjectNode manager(DriveStatus drive) {
        String path = ROOT + "/Managers/" + drive.name();
        ObjectNode manager = resource("#Manager.v1_19_0.Manager", path, drive.name());
        manager.put("Id", drive.name()).put("ManagerType", "Service");
        manager.set("Status", status(drive));
        link(manager, "VirtualMedia", path + "/VirtualMedia");
        ArrayNode systems = manager.putObject("Links").putArray("ManagerForServers");
        systems.addObject().put("@odata.id", ROOT + "/Systems/" + drive.name());
        return manager;
    }

    private static ObjectNode status(DriveStatus drive) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("State", drive.view().online() ? "Enabled" : "UnavailableOffline")
                .put("Health", "OK");
    }

    private static ObjectNode virtualMedia(DriveStatus drive, String path) {
        ObjectNode medium = resource("#VirtualMedia.v1_6_2.VirtualMedia", path, "Optical drive " + drive.name());
        Optional<String> disc = drive.disc();
        boolean asNamed = disc.isPresent() && disc.equals(drive.wanted());
        String image = asNamed
                ? drive.source().orElse(DiscUri.of(disc.get()))
                : disc.map(DiscUri::of).orElse(null);
        medium.put("Id", "Cd").put("Image", image).put("ImageName", disc.orElse(null));
        medium.put("Inserted", disc.isPresent()).put("WriteProtected", true);
        medium.putArray("MediaTypes").add("CD").add("DVD");
        medium.put("ConnectedVia", disc.isPresent() ? "URI" : "NotConnected");
        medium.put("TransferMethod", "Stream").put("EjectPolicy", "Persistent");
        medium.put("TransferProtocolType", protocol(image));
        medium.putNull("UserName").putNull("Password");
        medium.set("Status", status(drive));
        ObjectNode actions = medium.putObject("Actions");
        ObjectNode insert = actions.putObject("#VirtualMedia.InsertMedia");
        insert.put("target", path + "/Actions/VirtualMedia.InsertMedia");
        insert.putArray("TransferMethod@Redfish.AllowableValues").add("Stream");
        insert.putArray("TransferProtocolType@Redfish.AllowableValues")
                .add("HTTP")
                .add("HTTPS");
        actions.putObject("#VirtualMedia.EjectMedia").put("target", path + "/Actions/VirtualMedia.EjectMedia");
        return medium;
    }

    private static String protocol(String image) {
        String begin = image == null ? "" : image.toLowerCase(java.util.Locale.ROOT);
        return begin.startsWith("https:") ? "HTTPS" : begin.startsWith("http:") ? "HTTP" : null;
    }

    private static ObjectNode sessionService() {
        ObjectNode service =
                resource("#SessionService.v1_1_9.SessionService", ROOT + "/SessionService", "Session service");
        service.put("Id", "SessionService").put("ServiceEnabled", true).put("SessionTimeout", 1800);
        link(service, "Sessions", ROOT + "/SessionService/Sessions");
        return service;
    }

    /** A resource with what all have. */
    public static ObjectNode resource(String type, String path, String name) {
        ObjectNode resource = JsonNodeFactory.instance.objectNode();
        resource.put("@odata.type", type).put("@odata.id", path).put("Name", name);
        return resource;
    }

    private static void link(ObjectNode from, String name, String path) {
        from.putObject(name).put("@odata.id", path);
    }

    /** The metadata document: which schemas the resources are of. */
    public static String metadata() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<edmx:Edmx xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\" Version=\"4.0\">\n");
        List.of(
                        "ServiceRoot.v1_15_0",
                        "ComputerSystemCollection",
                        "ComputerSystem.v1_20_0",
                        "ManagerCollection",
                        "Manager.v1_19_0",
                        "VirtualMediaCollection",
                        "VirtualMedia.v1_6_2",
                        "SessionService.v1_1_9",
                        "SessionCollection",
                        "Session.v1_6_0",
                        "Message.v1_1_2")
                .forEach(schema -> xml.append(reference(schema)));
        return xml.append("  <edmx:DataServices>\n"
                        + "    <Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\" Namespace=\"Service\">\n"
                        + "      <EntityContainer Name=\"Service\" Extends=\"ServiceRoot.v1_15_0.ServiceContainer\"/>\n"
                        + "    </Schema>\n  </edmx:DataServices>\n</edmx:Edmx>\n")
                .toString();
    }

    private static String reference(String schema) {
        String family = schema.split("\\.")[0];
        String versioned = schema.equals(family) ? "" : "    <edmx:Include Namespace=\"" + schema + "\"/>\n";
        return "  <edmx:Reference Uri=\"http://redfish.dmtf.org/schemas/v1/" + family + "_v1.xml\">\n"
                + "    <edmx:Include Namespace=\"" + family + "\"/>\n" + versioned + "  </edmx:Reference>\n";
    }
}
