package io.spindle.app;

import io.spindle.iso.library.Library;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spindle forget}. */
@Command(
        name = "forget",
        mixinStandardHelpOptions = true,
        description = {
            "Drops the remembered size of a disc, so that a smaller image may take its name.",
            "A virtual machine that still has the old disc open can crash when its name comes back smaller."
        })
final class ForgetCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME", description = "The disc, as 'spindle serve' lists it.")
    private String name;

    @Option(names = "--state", paramLabel = "FILE", description = "Where the sizes of discs are remembered.")
    private Path state;

    @Override
    public Integer call() throws Exception {
        Path file = StateFile.orDefault(state);
        if (!Library.forget(file, name)) {
            throw new IllegalArgumentException("nothing is remembered of '" + name + "' in " + file);
        }
        spec.commandLine().getOut().println("forgot " + name);
        return 0;
    }
}
