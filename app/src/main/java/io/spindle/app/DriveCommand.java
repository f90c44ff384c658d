package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle drive}. */
@Command(
        name = "drive",
        mixinStandardHelpOptions = true,
        subcommands = {DriveCommand.Add.class, DriveCommand.Remove.class},
        description = "Creates and removes drives of the running server.",
        footer = {
            "",
            "Examples:",
            "  spindle drive add rig1",
            "  spindle drive add vm1 --qmp /run/vm1.qmp",
            "  spindle drive remove vm1"
        })
final class DriveCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageFault("say what to do: spindle drive add NAME, or spindle drive remove NAME");
    }

    /** {@code spindle drive add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Creates a drive: an emulated one, or with --qmp a CD device of a running QEMU.",
            footer = {"", "Example:", "  spindle drive add vm1 --qmp /run/vm1.qmp --device cd0"})
    static final class Add implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Parameters(paramLabel = "NAME", description = "How the drive is to be called.")
        private String name;

        @Option(
                names = "--qmp",
                paramLabel = "MONITOR",
                description = "QEMU's monitor: the path of its Unix socket, or tcp:HOST:PORT.")
        private String qmp;

        @Option(names = "--device", paramLabel = "ID", description = "The id of the CD device, when there are several.")
        private String device;

        @Option(
                names = "--tls-certificates",
                paramLabel = "DIR",
                description = "A folder with ca-cert.pem on QEMU's host, by which QEMU trusts this server's TLS.")
        private String tlsCertificates;

        @Option(names = "--disc", paramLabel = "DISC", description = "A disc that 'next' goes to; repeatable.")
        private List<String> discs = new ArrayList<>();

        @Override
        public Integer call() throws Exception {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("name", name).put("kind", qmp == null ? "emulated" : "qemu");
            if (qmp != null) {
                // The server may run in another folder.
                body.put(
                        "qmp",
                        qmp.startsWith("tcp:")
                                ? qmp
                                : Path.of(qmp).toAbsolutePath().toString());
                body.put("device", device);
                body.put("tlsCertificates", tlsCertificates);
            }
            if (qmp == null && (device != null || tlsCertificates != null)) {
                throw new UsageFault("--device and --tls-certificates are for drives of QEMU: add --qmp MONITOR");
            }
            discs.forEach(body.putArray("discs")::add);
            JsonNode outcome = ControlFault.unlessRefused(server.post("/api/v1/drives", body));
            spec.commandLine().getOut().println(server.json ? outcome : name + " is there");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }

    /** {@code spindle drive remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description =
                    "Removes a drive that was created on the running server; a machine keeps the disc that it has.",
            footer = {"", "Example:", "  spindle drive remove vm1"})
    static final class Remove implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Parameters(
                paramLabel = "NAME",
                completionCandidates = Completion.Drives.class,
                description = "The name of the drive.")
        private String name;

        @Override
        public Integer call() throws Exception {
            JsonNode outcome =
                    ControlFault.unlessRefused(server.delete("/api/v1/drives/" + ServerOption.encoded(name)));
            spec.commandLine().getOut().println(server.json ? outcome : name + " is removed");
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
