package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spindle doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks the running server, its sockets, certificates, drives and QEMU, and says what to do.",
        footer = {"", "Example:", "  spindle doctor"})
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOption server;

    /** One thing that was looked at; {@code advice} is "" when all is well. */
    private record Finding(boolean good, String text, String advice) {}

    @Override
    public Integer call() throws Exception {
        List<Finding> findings = new ArrayList<>();
        findings.add(qemu());
        JsonNode answer = null;
        try {
            answer = ControlFault.unlessRefused(server.get("/api/v1/doctor"));
            findings.add(
                    new Finding(true, "the server answers at " + server.client().address(), ""));
        } catch (ControlFault e) {
            findings.add(new Finding(false, e.getMessage(), "see above"));
        }
        Optional.ofNullable(answer)
                .ifPresent(it -> it.path("findings")
                        .forEach(each -> findings.add(new Finding(
                                each.path("good").asBoolean(),
                                each.path("text").asText(),
                                each.path("advice").asText()))));
        print(findings);
        return findings.stream().allMatch(Finding::good) ? 0 : 1;
    }

    private static Finding qemu() {
        return QemuCommand.isInstalled(
                        Optional.ofNullable(System.getenv("PATH")).orElse(""))
                ? new Finding(true, "QEMU is installed here", "")
                : new Finding(
                        false, "QEMU is not installed here", "apt install qemu-system-x86, unless it runs elsewhere");
    }

    private void print(List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Finding each : findings) {
            array.addObject().put("good", each.good()).put("text", each.text()).put("advice", each.advice());
            if (!server.json) {
                out.println(
                        (each.good() ? "ok    " : "wrong ") + each.text() + (each.good() ? "" : "; " + each.advice()));
            }
        }
        if (server.json) {
            out.println(array);
        }
        out.flush();
    }
}
