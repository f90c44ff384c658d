package io.spindle.app;

import io.spindle.config.ByteCount;
import io.spindle.config.HostAndPort;
import io.spindle.iso.synthetic.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The flags of {@code spindle serve}, as they were typed. */
final class ServeFlags {
    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Image files, and folders of them, which are watched.")
    List<Path> paths = new ArrayList<>();

    @Option(
            names = "--folder",
            paramLabel = "NAME=DIR",
            converter = Converters.NamedFolder.class,
            description = {
                "Serve the folder as a disc of that name, made while it is read; repeatable. The disc is the folder as it is"
                        + " at the start: files added later are not on it, files changed later give errors."
            })
    List<Map.Entry<String, Path>> folders = new ArrayList<>();

    @Option(names = "--demo", description = "Serve a small disc that boots under a BIOS and says so.")
    boolean demo;

    @Option(
            names = "--pattern",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Serve a disc of that size (700M, 8G) in which every sector holds its own number.")
    ByteCount pattern;

    @Option(
            names = "--fault",
            paramLabel = "FAULT",
            converter = Converters.Place.class,
            description = {
                "A bad place of the pattern disc, to test clients with: error@OFFSET+LENGTH or",
                "delay=TIME@OFFSET+LENGTH (error@1M+2K, delay=3s@64M+1M); repeatable."
            })
    List<Fault> faults = new ArrayList<>();

    @Option(
            names = "--nbd",
            paramLabel = "HOST:PORT",
            converter = Converters.Address.class,
            description = "Listen there; repeatable. Port 0 lets the system choose. Default 127.0.0.1:10809.")
    List<HostAndPort> addresses = new ArrayList<>();

    @Option(names = "--nbd-socket", paramLabel = "PATH", description = "Listen on a Unix socket; repeatable.")
    List<Path> sockets = new ArrayList<>();

    @Option(
            names = "--tls-certificates",
            paramLabel = "DIR",
            description = "Demand TLS: the folder holds server-cert.pem, server-key.pem and ca-cert.pem.")
    Path certificates;

    @Option(names = "--tls-verify-clients", description = "Demand that clients show a certificate of ca-cert.pem.")
    boolean verifyClients;

    @Option(names = "--default", paramLabel = "NAME", description = "The disc for clients that name none.")
    String defaultDisc;

    @Option(names = "--state", paramLabel = "FILE", description = "Where the sizes of discs are remembered.")
    Path state;

    @Option(
            names = "--cache",
            paramLabel = "SIZE",
            converter = Converters.Size.class,
            description = "Memory for blocks of compressed images (64M, 2G). Default 128M.")
    ByteCount cache;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from a YAML file; flags win over it. See 'spindle config check --help'.")
    Path config;

    @Option(
            names = "--require",
            paramLabel = "GRADE",
            description = "Export and insert only what 'spindle verify' found to be signed, digest or media-check.")
    String require;

    @Option(
            names = "--check-reads",
            description = "Check what is read of a verified disc against its verification; damage is a read error.")
    boolean checkReads;

    @Option(names = "--json", description = "Print one JSON document when ready.")
    boolean json;

    @Mixin
    IscsiFlags iscsi = new IscsiFlags();

    @Mixin
    ControlFlags control = new ControlFlags();

    @Option(
            names = "--trace",
            paramLabel = "PROTOCOL",
            split = ",",
            description = "Log every message of protocols on standard error: nbd, iscsi, scsi.")
    List<String> traces = new ArrayList<>();

    /** Reads one block from itself and ends: so the launcher learns which classes a start needs. */
    @Option(names = "--rehearse", hidden = true)
    boolean rehearse;
}
