package io.spindle.app;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code spindle}. */
@Command(
        name = "spindle",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = {
            ServeCommand.class,
            BootCommand.class,
            InfoCommand.class,
            VerifyCommand.class,
            TrustCommand.class,
            ListCommand.class,
            CatCommand.class,
            ExtractCommand.class,
            CreateCommand.class,
            SeedCommand.class,
            ConvertCommand.class,
            ForgetCommand.class,
            ConfigCommand.class,
            ListCommands.Discs.class,
            ListCommands.Drives.class,
            ChangeCommands.Insert.class,
            ChangeCommands.Eject.class,
            ChangeCommands.Swap.class,
            ChangeCommands.Next.class,
            DriveCommand.class,
            ListCommands.Events.class,
            ListCommands.Qemu.class,
            ListCommands.LibvirtXml.class,
            DoctorCommand.class,
            PasswordCommand.class,
            TokenCommand.class,
            Completion.class,
            Completion.Names.class,
            HelpCommand.class
        },
        description = "Serves disc images to virtual machines.",
        footer = {
            "",
            "Examples:",
            "  spindle serve --demo          serve a disc that boots, and print how",
            "  spindle serve ~/isos          serve a folder of images, watched",
            "  spindle boot debian.iso       serve one image and boot QEMU from it",
            "  spindle info debian.iso       tell what is on it and how it boots",
            "  spindle verify debian.iso     tell whether its bytes are the right ones",
            "  spindle ls debian.iso         list the files on it",
            "  spindle extract debian.iso -d folder",
            "  spindle create tools.iso folder   make an image of a folder",
            "  spindle swap rig1 tools.iso   change the disc in a drive of the running server",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 refused because of a guest or another",
            "operator, 4 no such drive or disc, 5 no server answers, 6 promised for when the machine appears, 7 not verified."
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        StandardOutput out = StandardOutput.install();
        CommandLine command = commandLine();
        int code = command.execute(arguments);
        System.out.flush();
        if (code == 0 && out.failure().isPresent()) {
            complain(command, "the standard output: " + out.failure().get());
            code = 1;
        }
        System.exit(code);
    }

    static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    Faults.explain(failure).lines().forEach(line -> complain(command, line));
                    if (failure instanceof ControlFault fault && wantsJson(command)) {
                        command.getOut().println(fault.document());
                        command.getOut().flush();
                    }
                    if (main.verbose) {
                        failure.printStackTrace(command.getErr());
                    }
                    return exitCode(failure);
                })
                .setParameterExceptionHandler((failure, arguments) -> {
                    CommandLine command = failure.getCommandLine();
                    String name = command.getCommandSpec().qualifiedName();
                    complain(command, failure.getMessage() + "; see '" + name + " --help'");
                    return 2;
                });
    }

    private static boolean wantsJson(CommandLine command) {
        return command.getCommandSpec().mixins().values().stream()
                .anyMatch(it -> it.userObject() instanceof ServerOption server && server.json);
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof ControlFault fault) {
            return fault.exitCode();
        }
        return failure instanceof UsageFault ? 2 : 1;
    }

    private static void complain(CommandLine command, String line) {
        command.getErr().println("spindle: " + line);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: serve, boot, info, ls, drives, swap, ...");
    }

    /** Reads the version from the manifest, where the build writes it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"spindle " + (version == null ? "(not packaged)" : version)};
        }
    }
}
