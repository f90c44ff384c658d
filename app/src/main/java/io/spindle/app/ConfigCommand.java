package io.spindle.app;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code spindle config}. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        subcommands = ConfigCommand.Check.class,
        description = "Looks after configuration files.",
        footer = {"", "Example:", "  spindle config check /etc/spindle.yaml"})
final class ConfigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new UsageFault("say what to do: spindle config check FILE");
    }

    /** {@code spindle config check}. */
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = {
                "Tells whether a configuration file is right, and all that is wrong with it.",
                "docs/configuration.md lists the keys."
            },
            footer = {
                "",
                "Example:",
                "  spindle config check /etc/spindle.yaml && spindle serve --config /etc/spindle.yaml"
            })
    static final class Check implements Callable<Integer> {
        @ParentCommand
        private ConfigCommand parent;

        @Parameters(paramLabel = "FILE", description = "The YAML file.")
        private Path file;

        @Override
        public Integer call() throws Exception {
            Configuration.of(file);
            parent.spec.commandLine().getOut().println(file + " is right");
            return 0;
        }
    }
}
