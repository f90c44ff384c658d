package io.spindle.app;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.spindle.iso.openpgp.PublisherKey;
import io.spindle.iso.openpgp.TrustedKeys;
import io.spindle.iso.verification.VerificationStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle trust}. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        subcommands = {TrustCommand.Add.class, TrustCommand.Show.class, TrustCommand.Remove.class},
        description = "Chooses the publishers whose signatures 'spindle verify' accepts. None is trusted at first.",
        footer = {
            "",
            "Examples:",
            "  spindle trust add debian-cd.asc         shows the fingerprints, and how to trust one",
            "  spindle trust add debian-cd.asc --fingerprint 'DF9B 9C49 EAA9 2984 3258  9D76 DA87 E80D 6294 BE9B'",
            "  spindle trust list",
            "  spindle trust remove DF9B9C49EAA9298432589D76DA87E80D6294BE9B"
        })
final class TrustCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: add, list or remove");
    }

    /** Where keys are kept. */
    static final class StateFlag {
        @Option(
                names = "--state",
                paramLabel = "FILE",
                description = "Where the sizes of discs are remembered; keys are kept beside it.")
        private Path state;

        TrustedKeys keys() {
            return VerificationStore.in(StateFile.folder(state)).trusted();
        }
    }

    private static String fingerprint(String text) {
        return TrustedKeys.fingerprint(text)
                .orElseThrow(() -> new UsageFault("'" + text + "' is not a whole fingerprint: write all 40 digits, for"
                        + " anybody can make a key with the same last digits"));
    }

    /** {@code spindle trust add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Trusts a key of a file, or takes up what is new about one that is trusted.",
                "Compare the fingerprint with what the publisher tells in another place than the file came from."
            },
            footer = {"", "Example:", "  spindle trust add debian-cd.asc --fingerprint DF9B...BE9B"})
    static final class Add implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private StateFlag flag;

        @Parameters(paramLabel = "KEY", description = "A file with public keys, armored or not.")
        private Path file;

        @Option(names = "--fingerprint", paramLabel = "HEX", description = "All 40 digits of the key that is meant.")
        private String fingerprint;

        @Override
        public Integer call() throws Exception {
            if (!Files.isRegularFile(file)) {
                throw new UsageFault(file + " is not a file: name a file with public keys");
            }
            List<PublisherKey> found = TrustedKeys.read(file);
            if (fingerprint == null) {
                throw new UsageFault(choice(found));
            }
            String wanted = fingerprint(fingerprint);
            PublisherKey key = found.stream()
                    .filter(it -> it.fingerprint().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new UsageFault(file + " holds no key " + wanted + "\n" + list(found)));
            flag.keys().add(key);
            PrintWriter out = spec.commandLine().getOut();
            out.println("trusted: " + line(key));
            key.fault(Instant.now()).ifPresent(it -> out.println("  but " + it + ": nothing that it signed counts"));
            out.flush();
            return 0;
        }

        private String choice(List<PublisherKey> found) {
            return list(found)
                    + "\nnothing is trusted yet. Compare the fingerprint with the publisher's, then say it:\n"
                    + "  spindle trust add " + file + " --fingerprint "
                    + found.get(0).fingerprint();
        }

        private String list(List<PublisherKey> found) {
            StringBuilder text = new StringBuilder(file + " holds:");
            found.stream().limit(20).forEach(it -> text.append("\n  ").append(line(it)));
            return text + (found.size() > 20 ? "\n  and " + (found.size() - 20) + " more" : "");
        }
    }

    private static String line(PublisherKey key) {
        return key.fingerprint() + "  " + key.userId() + ", made " + LocalDate.ofInstant(key.created(), ZoneOffset.UTC)
                + key.expires()
                        .map(it -> ", ends " + LocalDate.ofInstant(it, ZoneOffset.UTC))
                        .orElse("");
    }

    /** {@code spindle trust list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the keys that are trusted.",
            footer = {"", "Examples:", "  spindle trust list", "  spindle trust list --json"})
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private StateFlag flag;

        @Option(names = "--json", description = "Print one JSON document.")
        private boolean json;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            List<PublisherKey> keys = flag.keys().list();
            if (json) {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                keys.forEach(it -> array.addObject()
                        .put("fingerprint", it.fingerprint())
                        .put("userId", it.userId())
                        .put("created", it.created().toString())
                        .put("expires", it.expires().map(Instant::toString).orElse(null))
                        .put("fault", it.fault(Instant.now()).orElse(null)));
                out.println(array);
            } else {
                keys.forEach(it -> out.println(line(it)
                        + it.fault(Instant.now()).map(fault -> "; " + fault).orElse("")));
                if (keys.isEmpty()) {
                    out.println("no key is trusted: 'spindle trust add KEY' trusts one");
                }
            }
            out.flush();
            return 0;
        }
    }

    /** {@code spindle trust remove}. */
    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Trusts a key no longer; what it signed is no longer SIGNED.",
            footer = {"", "Example:", "  spindle trust remove DF9B9C49EAA9298432589D76DA87E80D6294BE9B"})
    static final class Remove implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private StateFlag flag;

        @Parameters(paramLabel = "FINGERPRINT", description = "All 40 digits, as 'spindle trust list' shows them.")
        private String fingerprint;

        @Override
        public Integer call() throws Exception {
            String wanted = fingerprint(fingerprint);
            if (!flag.keys().remove(wanted)) {
                throw new UsageFault("no key " + wanted + " is trusted; 'spindle trust list' shows those that are");
            }
            spec.commandLine().getOut().println("no longer trusted: " + wanted);
            return 0;
        }
    }
}
