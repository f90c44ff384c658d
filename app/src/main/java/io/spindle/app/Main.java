package io.spindle.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code spindle}. */
@Command(
        name = "spindle",
        version = "spindle 0.1.0",
        mixinStandardHelpOptions = true,
        subcommands = {ServeCommand.class, BootCommand.class, InfoCommand.class, ForgetCommand.class, HelpCommand.class
        },
        description = "Serves disc images to virtual machines.",
        footer = {
            "",
            "Examples:",
            "  spindle serve --demo          serve a disc that boots, and print how",
            "  spindle serve ~/isos          serve a folder of images, watched",
            "  spindle boot debian.iso       serve one image and boot QEMU from it",
            "  spindle info debian.iso       tell what is on it and how it boots",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
                    command.getErr().println("spindle: " + text);
                    return failure instanceof UsageFault ? 2 : 1;
                })
                .setParameterExceptionHandler((failure, arguments) -> {
                    CommandLine command = failure.getCommandLine();
                    String name = command.getCommandSpec().qualifiedName();
                    command.getErr().println("spindle: " + failure.getMessage() + "; see '" + name + " --help'");
                    return 2;
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: serve, boot, info or forget");
    }
}
