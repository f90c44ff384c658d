package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle insert, eject, swap} and {@code next}: they end when the guest can read the disc, or say why not. */
final class ChangeCommands {
    private ChangeCommands() {}

    /** What the four have in common. */
    abstract static class Change implements Callable<Integer> {
        private static final int DEFERRED = 6;

        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Parameters(
                index = "0",
                paramLabel = "DRIVE",
                completionCandidates = Completion.Drives.class,
                description = "The name of the drive; 'spindle drives' lists them.")
        private String drive;

        @Option(names = "--force", description = "Take the disc out even when the guest holds the tray.")
        private boolean force;

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                description = "How long a guest that holds the tray is waited for. Default 20.")
        private Integer timeout;

        @Option(
                names = "--generation",
                paramLabel = "NUMBER",
                description = "Refuse when the drive was changed since it had that generation.")
        private Long generation;

        abstract String verb();

        Optional<String> disc() {
            return Optional.empty();
        }

        @Override
        public Integer call() throws Exception {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            disc().ifPresent(it -> body.put(it.matches("(?i)(https?|file)://.*") ? "url" : "disc", it));
            body.put("policy", force ? "force" : "ask");
            if (timeout != null) {
                body.put("timeoutSeconds", timeout);
            }
            if (generation != null) {
                body.put("generation", generation);
            }
            String path = "/api/v1/drives/" + ServerOption.encoded(drive) + "/" + verb();
            JsonNode outcome = ask(path, body);
            PrintWriter out = spec.commandLine().getOut();
            out.println(server.json ? outcome : sentence(outcome));
            out.flush();
            return outcome.path("result").asText().equals("deferred") ? DEFERRED : 0;
        }

        private JsonNode ask(String path, JsonNode body) throws IOException {
            Progress progress = Progress.of(server, drive, spec.commandLine().getErr());
            try {
                return ControlFault.unlessRefused(server.post(path, body));
            } finally {
                progress.stop();
            }
        }

        private String sentence(JsonNode outcome) {
            JsonNode status = outcome.path("drive");
            String disc =
                    status.path("disc").isNull() ? "empty" : status.path("disc").asText();
            if (outcome.path("result").asText().equals("deferred")) {
                return outcome.path("text").asText();
            }
            return drive + ": " + disc + (outcome.path("changed").asBoolean() ? "" : ", as before");
        }
    }

    /** {@code spindle insert}. */
    @Command(
            name = "insert",
            mixinStandardHelpOptions = true,
            description = "Puts a disc into an empty drive of the running server.",
            footer = {
                "",
                "Examples:",
                "  spindle insert rig1 debian.iso",
                "  spindle insert rig1 https://images.example.org/debian.iso"
            })
    static final class Insert extends Change {
        @Parameters(
                index = "1",
                paramLabel = "DISC|URL",
                completionCandidates = Completion.Discs.class,
                description = {
                    "The name of the disc; 'spindle discs' lists them.",
                    "Or an http, https or file URL that the configuration allows."
                })
        private String disc;

        @Override
        String verb() {
            return "insert";
        }

        @Override
        Optional<String> disc() {
            return Optional.of(disc);
        }
    }

    /** {@code spindle swap}. */
    @Command(
            name = "swap",
            aliases = "load",
            mixinStandardHelpOptions = true,
            description = "Puts a disc into a drive in place of the one that is there.",
            footer = {"", "Examples:", "  spindle swap rig1 drivers.iso", "  spindle swap rig1 drivers.iso --force"})
    static final class Swap extends Change {
        @Parameters(
                index = "1",
                paramLabel = "DISC|URL",
                completionCandidates = Completion.Discs.class,
                description = {
                    "The name of the disc; 'spindle discs' lists them.",
                    "Or an http, https or file URL that the configuration allows."
                })
        private String disc;

        @Override
        String verb() {
            return "swap";
        }

        @Override
        Optional<String> disc() {
            return Optional.of(disc);
        }
    }

    /** {@code spindle eject}. */
    @Command(
            name = "eject",
            mixinStandardHelpOptions = true,
            description = "Takes the disc out of a drive.",
            footer = {"", "Examples:", "  spindle eject rig1", "  spindle eject rig1 --force"})
    static final class Eject extends Change {
        @Override
        String verb() {
            return "eject";
        }
    }

    /** {@code spindle next}. */
    @Command(
            name = "next",
            mixinStandardHelpOptions = true,
            description = "Swaps to the disc that follows: in the drive's list, or else in the library.",
            footer = {"", "Example:", "  spindle next rig1"})
    static final class Next extends Change {
        @Override
        String verb() {
            return "next";
        }
    }
}
