package io.spindle.app;

import io.spindle.iso.demo.DemoDisc;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryEvent;
import io.spindle.iso.library.LibraryOptions;
import io.spindle.iso.synthetic.PatternByteSource;
import io.spindle.nbd.ListenAddress;
import io.spindle.nbd.NbdListener;
import io.spindle.nbd.NbdServer;
import io.spindle.nbd.NbdServerOptions;
import io.spindle.nbd.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
            "  spindle serve --pattern 8G --trace nbd"
        })
final class ServeCommand implements Callable<Integer> {
    private static final ListenAddress.Tcp DEFAULT_ADDRESS = new ListenAddress.Tcp("127.0.0.1", 10809);
    private static final Duration SHUTDOWN_DEADLINE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Image files, and folders of them, which are watched.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--demo", description = "Serve a small disc that boots under a BIOS and says so.")
    private boolean demo;

    @Option(
            names = "--pattern",
            paramLabel = "SIZE",
            converter = Sizes.class,
            description = "Serve a disc of that size (700M, 8G) in which every sector holds its own number.")
    private Long patternBytes;

    @Option(
            names = "--nbd",
            paramLabel = "HOST:PORT",
            converter = ListenOption.class,
            description = "Listen there; repeatable. Port 0 lets the system choose. Default 127.0.0.1:10809.")
    private List<ListenAddress.Tcp> addresses = new ArrayList<>();

    @Option(names = "--nbd-socket", paramLabel = "PATH", description = "Listen on a Unix socket; repeatable.")
    private List<Path> sockets = new ArrayList<>();

    @Option(
            names = "--tls-certificates",
            paramLabel = "DIR",
            description = "Demand TLS: the folder holds server-cert.pem, server-key.pem and ca-cert.pem.")
    private Path certificates;

    @Option(names = "--tls-verify-clients", description = "Demand that clients show a certificate of ca-cert.pem.")
    private boolean verifyClients;

    @Option(names = "--default", paramLabel = "NAME", description = "The disc for clients that name none.")
    private String defaultName;

    @Option(names = "--state", paramLabel = "FILE", description = "Where the sizes of discs are remembered.")
    private Path state;

    @Option(names = "--json", description = "Print one JSON document when ready.")
    private boolean json;

    @Option(names = "--trace", paramLabel = "PROTOCOL", description = "Log every message of a protocol: nbd.")
    private List<String> traces = new ArrayList<>();

    @Option(names = "--exit-when-ready", hidden = true)
    private boolean exitWhenReady;

    @Override
    public Integer call() throws Exception {
        check();
        traces.forEach(LogSetup::trace);
        LibraryOptions options = new LibraryOptions(paths, StateFile.orDefault(state), LibraryOptions.DEFAULT_SETTLE);
        try (Library library = Library.open(options, this::print)) {
            addSynthetic(library);
            NbdServer server = NbdServer.start(
                    NbdServerOptions.of(listeners()), new LibraryCatalog(library, Optional.ofNullable(defaultName)));
            report(new ServeReport(library, server.listeners()));
            if (!exitWhenReady) {
                stopOnSignal(server);
            }
            server.stop(Duration.ZERO).join();
        }
        return 0;
    }

    private void check() {
        if (paths.isEmpty() && !demo && patternBytes == null) {
            throw new UsageFault("nothing to serve: name images or a folder, or try --demo");
        }
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageFault(path + " is not there: name an image file or a folder of images");
            }
        }
        for (String trace : traces) {
            if (!trace.equals("nbd")) {
                throw new UsageFault("--trace " + trace + " is not known: nbd is");
            }
        }
        if (verifyClients && certificates == null) {
            throw new UsageFault("--tls-verify-clients needs --tls-certificates DIR");
        }
    }

    private void addSynthetic(Library library) throws IOException {
        if (demo) {
            library.add(DemoDisc.NAME, DemoDisc.image());
        }
        if (patternBytes != null) {
            library.add("pattern", new PatternByteSource(patternBytes));
        }
    }

    private List<NbdListener> listeners() {
        List<ListenAddress> listen = new ArrayList<>(
                HandedOverSockets.of(System.getenv(), ProcessHandle.current().pid()));
        listen.addAll(addresses);
        sockets.forEach(path -> listen.add(new ListenAddress.Unix(path)));
        if (listen.isEmpty()) {
            listen.add(DEFAULT_ADDRESS);
        }
        Optional<TlsSettings> tls =
                Optional.ofNullable(certificates).map(folder -> new TlsSettings(folder, verifyClients));
        return listen.stream().map(address -> new NbdListener(address, tls)).toList();
    }

    private void report(ServeReport report) throws IOException {
        if (json) {
            spec.commandLine().getOut().println(report.json());
            spec.commandLine().getOut().flush();
        } else {
            report.print(spec.commandLine().getOut(), System.console() != null);
        }
    }

    private void print(LibraryEvent event) {
        if (!json) {
            String text = event.text().isEmpty() ? "" : ": " + event.text();
            spec.commandLine()
                    .getOut()
                    .println(event.kind()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' ') + " " + event.name() + text);
            spec.commandLine().getOut().flush();
        }
    }

    /** Waits for SIGTERM or SIGINT, and lets the process end only when clients have their answers. */
    private static void stopOnSignal(NbdServer server) throws InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            server.stop(SHUTDOWN_DEADLINE).join();
                            // A process that ends on a signal would report the signal; it ended as it was asked to.
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
        new CountDownLatch(1).await();
    }
}
