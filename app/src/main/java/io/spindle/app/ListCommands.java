package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.iso.inspection.Labels;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands that show what the running server has. */
final class ListCommands {
    private ListCommands() {}

    /** {@code spindle discs}. */
    @Command(
            name = "discs",
            mixinStandardHelpOptions = true,
            description = "Lists the discs of the running server.",
            footer = {"", "Examples:", "  spindle discs", "  spindle discs --json"})
    static final class Discs implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Override
        public Integer call() throws Exception {
            JsonNode document = ControlFault.unlessRefused(server.get("/api/v1/discs"));
            PrintWriter out = spec.commandLine().getOut();
            if (server.json) {
                out.println(document);
            } else {
                TextTable table = new TextTable("NAME", "SIZE", "LABEL", "BOOTS", "VERIFIED", "IN USE BY");
                document.path("discs")
                        .forEach(it -> table.add(
                                it.path("name").asText(),
                                Descriptions.size(it.path("sizeBytes").asLong()),
                                JsonNodes.orDash(it.path("label")),
                                words(it.path("boots")),
                                verified(it),
                                words(it.path("inUseBy"))));
                document.path("expanding")
                        .forEach(it -> table.add(
                                it.path("name").asText(),
                                "-",
                                "expanding " + it.path("percent").asInt() + " %",
                                "-",
                                "-",
                                "-"));
                table.print(out);
            }
            out.flush();
            return 0;
        }
    }

    private static String verified(JsonNode disc) {
        String verdict = JsonNodes.orDash(disc.path("verdict")).replace('_', ' ');
        String signer = disc.path("signedBy").asText("");
        return disc.path("signedBy").isTextual() ? verdict + " by " + signer : verdict;
    }

    /** {@code spindle drives}. */
    @Command(
            name = "drives",
            mixinStandardHelpOptions = true,
            description = "Lists the drives of the running server, with their discs and who holds them.",
            footer = {"", "Examples:", "  spindle drives", "  spindle drives --json"})
    static final class Drives implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Override
        public Integer call() throws Exception {
            JsonNode document = ControlFault.unlessRefused(server.get("/api/v1/drives"));
            PrintWriter out = spec.commandLine().getOut();
            if (server.json) {
                out.println(document);
            } else {
                TextTable table = new TextTable("NAME", "KIND", "DISC", "TRAY", "HELD BY", "NOTE");
                document.path("drives")
                        .forEach(it -> table.add(
                                it.path("name").asText(),
                                it.path("kind").asText(),
                                JsonNodes.orDash(it.path("disc")),
                                it.path("online").asBoolean() ? it.path("tray").asText() : "offline",
                                held(it.path("lock")),
                                JsonNodes.orDash(it.path("note"))));
                table.print(out);
            }
            out.flush();
            return 0;
        }

        private static String held(JsonNode lock) {
            return lock.isObject()
                    ? lock.path("by").asText() + " since " + lock.path("since").asText()
                    : "-";
        }
    }

    /** {@code spindle events}. */
    @Command(
            name = "events",
            mixinStandardHelpOptions = true,
            description = "Prints what happens to the drives and discs of the running server, until it is stopped.",
            footer = {"", "Examples:", "  spindle events", "  spindle events --json | jq ."})
    static final class Events implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            server.events((type, document) -> {
                if (server.json) {
                    out.println("{\"type\":\"" + type + "\",\"data\":" + document + "}");
                } else if (type.equals("drives")) {
                    document.forEach(it -> out.println(line(it)));
                } else if (type.equals("drive")) {
                    out.println(line(document));
                } else if (type.equals("fault")) {
                    out.println(document.path("disc").asText() + ": "
                            + Labels.harmless(document.path("text").asText()));
                } else {
                    out.println(type + " " + document);
                }
                return !out.checkError();
            });
            return 0;
        }

        private static String line(JsonNode drive) {
            JsonNode waiting = drive.path("waiting");
            List<String> words = new ArrayList<>();
            words.add(drive.path("name").asText() + ": " + JsonNodes.orDash(drive.path("disc")));
            words.add("tray " + drive.path("tray").asText());
            if (waiting.isObject()) {
                words.add(waiting.path("verb").asText() + " " + JsonNodes.orDash(waiting.path("disc")) + " of "
                        + waiting.path("by").asText() + " is under way");
            }
            if (!drive.path("note").asText().isEmpty()) {
                words.add(drive.path("note").asText());
            }
            return String.join(", ", words);
        }
    }

    /** {@code spindle qemu}. */
    @Command(
            name = "qemu",
            mixinStandardHelpOptions = true,
            description = "Prints the QEMU command line for a drive or a disc of the running server.",
            footer = {"", "Examples:", "  spindle qemu rig1", "  spindle qemu debian.iso"})
    static final class Qemu implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Parameters(
                paramLabel = "DRIVE|DISC",
                completionCandidates = Completion.Drives.class,
                description = "The name of a drive or a disc.")
        private String name;

        @Override
        public Integer call() throws Exception {
            String path = ServerOption.encoded(name);
            var drive = server.get("/api/v1/drives/" + path + "/attach");
            JsonNode found = drive.status() == 404
                    ? ControlFault.unlessRefused(server.get("/api/v1/discs/" + path))
                    : ControlFault.unlessRefused(drive);
            return print(spec, server, found, "qemu", name + " has no QEMU command line");
        }
    }

    /** {@code spindle libvirt-xml}. */
    @Command(
            name = "libvirt-xml",
            mixinStandardHelpOptions = true,
            description = "Prints libvirt's disk element for a drive, and the virsh line that puts it into a machine.",
            footer = {
                "",
                "Example:",
                "  spindle libvirt-xml vm1 > disc.xml",
                "  virsh update-device MACHINE disc.xml --live    (add --force when the guest holds the tray)"
            })
    static final class LibvirtXml implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Parameters(
                paramLabel = "DRIVE",
                completionCandidates = Completion.Drives.class,
                description = "The name of the drive.")
        private String name;

        @Override
        public Integer call() throws Exception {
            String path = "/api/v1/drives/" + ServerOption.encoded(name) + "/attach";
            JsonNode found = ControlFault.unlessRefused(server.get(path));
            return print(spec, server, found, "libvirt", name + " has no disc, or is not fed over NBD");
        }
    }

    private static int print(CommandSpec spec, ServerOption server, JsonNode found, String field, String absent) {
        if (!server.json && found.path(field).isNull()) {
            throw new ControlFault(1, "absent", absent);
        }
        spec.commandLine()
                .getOut()
                .println(server.json ? found : found.path(field).asText());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static String words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(it -> words.add(it.asText()));
        return words.isEmpty() ? "-" : String.join(", ", words);
    }
}
