package io.spindle.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.spindle.control.http.ApiToken;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spindle token}. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a token for a script, and its hash for http.tokens in the configuration.",
            "The script sends it as 'Authorization: Bearer TOKEN'; the commands take it from SPINDLE_TOKEN."
        },
        footer = {"", "Example:", "  spindle token"})
final class TokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        String token = ApiToken.create();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(
                    JsonNodeFactory.instance.objectNode().put("token", token).put("hash", ApiToken.hash(token)));
        } else {
            out.println("token  " + token);
            out.println("hash   " + ApiToken.hash(token));
        }
        out.flush();
        return 0;
    }
}
