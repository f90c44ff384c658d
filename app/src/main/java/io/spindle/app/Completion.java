package io.spindle.app;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle completion}: the names of drives and discs are asked of the running server when a key is pressed. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script that completes commands and names in bash and zsh.",
        footer = {"", "Example:", "  source <(spindle completion)"})
final class Completion implements Callable<Integer> {
    private static final String DRIVES = "names-of-drives";
    private static final String DISCS = "names-of-discs";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String script = AutoComplete.bash("spindle", spec.parent().commandLine());
        spec.commandLine()
                .getOut()
                .print(script.replace("\"" + DRIVES + "\"", "$(spindle names drives 2>/dev/null)")
                        .replace("\"" + DISCS + "\"", "$(spindle names discs 2>/dev/null)"));
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** Stands for the names of drives until the script runs. */
    static final class Drives implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(DRIVES).iterator();
        }
    }

    /** Stands for the names of discs until the script runs. */
    static final class Discs implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(DISCS).iterator();
        }
    }

    /** {@code spindle names}, for the script. */
    @Command(name = "names", hidden = true, description = "Prints the names of drives or discs.")
    static final class Names implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private ServerOption server;

        @Parameters(paramLabel = "WHAT", description = "drives or discs")
        private String what;

        @Override
        public Integer call() throws Exception {
            String kind = what.equals("drives") ? "drives" : "discs";
            ControlFault.unlessRefused(server.get("/api/v1/" + kind))
                    .path(kind)
                    .forEach(it ->
                            spec.commandLine().getOut().println(it.path("name").asText()));
            spec.commandLine().getOut().flush();
            return 0;
        }
    }
}
