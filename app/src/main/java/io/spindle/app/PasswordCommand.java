package io.spindle.app;

import io.spindle.control.http.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spindle password}. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        description = "Reads a password and prints its bcrypt hash for http.users in the configuration.",
        footer = {"", "Example:", "  spindle password < /run/secrets/admin"})
final class PasswordCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        char[] password = read();
        if (!PasswordHash.isPossible(password)) {
            throw new UsageFault("a password has 1 to 72 bytes of UTF-8; bcrypt looks at no more");
        }
        spec.commandLine().getOut().println(PasswordHash.of(password));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static char[] read() throws IOException {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("Password: ");
            return typed == null ? new char[0] : typed;
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? new char[0] : line.toCharArray();
    }
}
