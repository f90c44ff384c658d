package io.spindle.app;

import io.spindle.config.SpindleConfig;
import io.spindle.control.http.AttachLines;
import io.spindle.iso.demo.DemoDisc;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryEvent;
import io.spindle.iso.synthetic.FaultyByteSource;
import io.spindle.iso.synthetic.PatternByteSource;
import io.spindle.nbd.NbdServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spindle serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves images over NBD until it is stopped, and prints how to boot each.",
        footer = {
            "",
            "Examples:",
            "  spindle serve --demo",
            "  spindle serve ~/isos --nbd 0.0.0.0:10809",
            "  spindle serve a.iso b.iso --nbd-socket /run/spindle/nbd.sock",
            "  spindle serve --config /etc/spindle.yaml",
            "  spindle serve ~/isos --http 127.0.0.1:8081 --control-socket /run/spindle/control.sock",
            "  spindle serve --pattern 8G --trace nbd",
            "  spindle serve --pattern 1G --fault error@512M+4K --fault delay=5s@1M+2K"
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ServeFlags flags;

    @Mixin
    private ControlFlags controlFlags;

    @Override
    public Integer call() throws Exception {
        ServeSettings settings = settings();
        flags.traces.forEach(LogSetup::trace);
        try (Library library = Library.open(settings.library(), this::tell)) {
            addSynthetic(library, settings);
            NbdServer server = NbdServer.start(settings.nbd(), new LibraryCatalog(library, settings.defaultDisc()));
            try {
                control(library, server, settings);
            } finally {
                server.stop(Duration.ZERO).join();
            }
        }
        return 0;
    }

    private void control(Library library, NbdServer server, ServeSettings settings)
            throws IOException, InterruptedException {
        AttachLines lines = new NbdAttachLines(library, server.listeners());
        Carriers carriers = new Carriers(new NbdExports(server.listeners()));
        try (ControlPlane control = ControlPlane.start(settings.control(), library, lines, carriers)) {
            Thread stop = stopOnSignal(server, control, settings.shutdownDeadline());
            try {
                report(new ServeReport(library, server.listeners()));
                if (flags.rehearse) {
                    NbdProbe.read(server.listeners().get(0), "");
                    control.rehearse();
                    return;
                }
                control.await();
                new CountDownLatch(1).await();
            } finally {
                Runtime.getRuntime().removeShutdownHook(stop);
            }
        }
    }

    private ServeSettings settings() throws IOException {
        for (String trace : flags.traces) {
            if (!trace.equals("nbd")) {
                throw new UsageFault("--trace " + trace + " is not known: write --trace nbd");
            }
        }
        // Without --config the YAML reader is never loaded.
        SpindleConfig file = flags.config == null ? SpindleConfig.defaults() : Configuration.of(flags.config);
        long pid = ProcessHandle.current().pid();
        return ServeSettings.of(flags, controlFlags, file, HandedOverSockets.of(System.getenv(), pid));
    }

    private static void addSynthetic(Library library, ServeSettings settings) throws IOException {
        if (settings.demo()) {
            library.add(DemoDisc.NAME, DemoDisc.image());
        }
        if (settings.pattern().isPresent()) {
            PatternByteSource pattern =
                    new PatternByteSource(settings.pattern().get().bytes());
            library.add(
                    "pattern",
                    settings.faults().isEmpty() ? pattern : new FaultyByteSource(pattern, settings.faults()));
        }
    }

    private void report(ServeReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (flags.json) {
            out.println(report.json());
            out.flush();
        } else {
            report.print(out, Boolean.getBoolean("spindle.terminal"));
        }
    }

    /** One line for each disc that comes or goes later. */
    private void tell(LibraryEvent event) {
        if (!flags.json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Descriptions.of(event));
            out.flush();
        }
    }

    /** Lets the process end on SIGTERM or SIGINT only when clients have their answers. */
    private static Thread stopOnSignal(NbdServer server, ControlPlane control, Duration deadline) {
        Thread stop = new Thread(
                () -> {
                    server.stop(deadline).join();
                    control.close();
                    // A process that ends on a signal would report the signal; it ended as it was asked to.
                    Runtime.getRuntime().halt(0);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        return stop;
    }
}
