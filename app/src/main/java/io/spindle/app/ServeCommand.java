package io.spindle.app;

import io.spindle.config.SpindleConfig;
import io.spindle.control.drive.Drives;
import io.spindle.control.http.AttachLines;
import io.spindle.iso.authoring.AuthoringOptions;
import io.spindle.iso.authoring.FolderDisc;
import io.spindle.iso.authoring.ImagePlan;
import io.spindle.iso.authoring.ImagePlanner;
import io.spindle.iso.authoring.tree.TreeScan;
import io.spindle.iso.bytes.ContentFault;
import io.spindle.iso.demo.DemoDisc;
import io.spindle.iso.inspection.Labels;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryEvent;
import io.spindle.iso.synthetic.FaultyByteSource;
import io.spindle.iso.synthetic.PatternByteSource;
import io.spindle.nbd.NbdServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spindle serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves images over NBD, and drives over iSCSI, until it is stopped; prints how to boot each.",
        footer = {
            "",
            "Examples:",
            "  spindle serve --demo",
            "  spindle serve ~/isos --nbd 0.0.0.0:10809",
            "  spindle serve a.iso b.iso --nbd-socket /run/spindle/nbd.sock",
            "  spindle serve --folder tools.iso=/srv/tools",
            "  spindle serve --config /etc/spindle.yaml",
            "  spindle serve ~/isos --http 127.0.0.1:8081 --control-socket /run/spindle/control.sock",
            "  spindle serve ~/isos --drive rig1=debian.iso --drive rig2",
            "  spindle serve --pattern 8G --trace nbd",
            "  spindle serve --pattern 1G --fault error@512M+4K --fault delay=5s@1M+2K"
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final List<String> TRACES = List.of("nbd", "iscsi", "scsi");

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServeFlags flags;

    private volatile Drives drives;
    private volatile Optional<ScannedDiscs> scanned = Optional.empty();

    @Override
    public Integer call() throws Exception {
        ServeSettings settings = settings();
        flags.traces.forEach(LogSetup::trace);
        try (Library library = Library.open(settings.library(), this::tell)) {
            addSynthetic(library, settings);
            addFolders(library, settings);
            library.verifyBy(settings.verification(), this::tellFault);
            scanned = ScannedDiscs.of(settings.scan(), library);
            NbdServer server = NbdServer.start(settings.nbd(), new LibraryCatalog(library, settings.defaultDisc()));
            try {
                control(library, server, settings);
            } finally {
                server.stop(Duration.ZERO).join();
                scanned.ifPresent(ScannedDiscs::close);
            }
        }
        return 0;
    }

    private void control(Library library, NbdServer server, ServeSettings settings)
            throws IOException, InterruptedException {
        EmulatedDrives emulated = new EmulatedDrives(settings.iscsi());
        AttachLines lines = new ServerAttachLines(library, server.listeners(), emulated);
        Carriers carriers = new Carriers(new NbdExports(server.listeners()), emulated);
        try (ControlPlane control =
                ControlPlane.start(settings.control(), library, lines, new Figures(server, emulated), carriers)) {
            drives = control.drives();
            Thread stop = stopOnSignal(library, server, emulated, control, settings.shutdownDeadline());
            try {
                FirstDiscs.insert(control.drives(), library, settings.iscsi());
                report(new ServeReport(library, server.listeners(), new DriveLines(drives, library, emulated)));
                if (flags.rehearse) {
                    NbdProbe.read(server.listeners().get(0), "");
                    control.rehearse();
                    return;
                }
                control.await();
                new CountDownLatch(1).await();
            } finally {
                Runtime.getRuntime().removeShutdownHook(stop);
                emulated.stop(Duration.ZERO).join();
            }
        }
    }

    private ServeSettings settings() throws IOException {
        for (String trace : flags.traces) {
            if (!TRACES.contains(trace)) {
                throw new UsageFault("--trace " + trace + " is not known: write " + String.join(", ", TRACES));
            }
        }
        // Without --config the YAML reader is never loaded.
        SpindleConfig file = flags.config == null ? SpindleConfig.defaults() : Configuration.of(flags.config);
        long pid = ProcessHandle.current().pid();
        return ServeSettings.of(flags, file, HandedOverSockets.of(System.getenv(), pid));
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

    private void addFolders(Library library, ServeSettings settings) throws IOException {
        AuthoringOptions options = AuthoringOptions.USUAL.withSourceDate(SourceDate.of(System.getenv()));
        for (Map.Entry<String, Path> folder : settings.folders().entrySet()) {
            String name = folder.getKey();
            ImagePlan plan = ImagePlanner.plan(TreeScan.of(folder.getValue()), options);
            plan.notes().forEach(note -> LOG.info("{}: {}", name, Labels.harmless(note)));
            library.add(name, new FolderDisc(plan, fault -> tellFault(name, fault)));
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
        scanned.ifPresent(ScannedDiscs::look);
        Optional.ofNullable(drives).ifPresent(Drives::discsChanged);
        if (!flags.json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Descriptions.of(event));
            out.flush();
        }
    }

    /** What was found to be wrong when it was read; on the thread of the reader. */
    private void tellFault(String disc, ContentFault fault) {
        LOG.atLevel(fault.kind() == ContentFault.Kind.DAMAGED ? Level.ERROR : Level.WARN)
                .log("{}: {}; reads of it are errors", disc, Labels.harmless(fault.text()));
        Optional.ofNullable(drives).ifPresent(it -> it.discFault(disc, fault));
    }

    /** Lets the process end on SIGTERM or SIGINT only when clients have their answers. */
    private static Thread stopOnSignal(
            Library library, NbdServer server, EmulatedDrives emulated, ControlPlane control, Duration deadline) {
        Thread stop = new Thread(
                () -> {
                    control.drain();
                    CompletableFuture.allOf(server.stop(deadline), emulated.stop(deadline))
                            .join();
                    control.close();
                    library.endExpansions();
                    // A process that ends on a signal would report the signal; it ended as it was asked to.
                    Runtime.getRuntime().halt(0);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        return stop;
    }
}
