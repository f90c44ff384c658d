package io.spindle.app;

import io.spindle.config.ByteCount;
import io.spindle.config.HostAndPort;
import io.spindle.config.NbdConfig;
import io.spindle.config.ScanConfig;
import io.spindle.config.SpindleConfig;
import io.spindle.config.TlsConfig;
import io.spindle.config.VerificationConfig;
import io.spindle.iso.library.LibraryOptions;
import io.spindle.iso.library.VerificationOptions;
import io.spindle.iso.synthetic.Fault;
import io.spindle.iso.verification.Grade;
import io.spindle.iso.verification.VerificationStore;
import io.spindle.nbd.NbdListener;
import io.spindle.nbd.NbdServerOptions;
import io.spindle.nbd.TlsSettings;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code spindle serve} is to do: flags win over the file, the file over the defaults.
 *
 * @param demo whether the demo disc is served
 * @param pattern size of the pattern disc
 * @param faults bad places of the pattern disc
 * @param folders folders that are served as discs, by the names of the discs
 * @param defaultDisc the disc for clients that name none
 * @param shutdownDeadline how long a stop waits for replies under way
 * @param iscsi the iSCSI server
 * @param control the control plane
 * @param verification what discs must have been verified as
 * @param scan who looks for malware on them
 */
record ServeSettings(
        LibraryOptions library,
        boolean demo,
        Optional<ByteCount> pattern,
        List<Fault> faults,
        Map<String, Path> folders,
        Optional<String> defaultDisc,
        NbdServerOptions nbd,
        Duration shutdownDeadline,
        IscsiSettings iscsi,
        ControlSettings control,
        VerificationOptions verification,
        ScanConfig scan) {
    private static final HostAndPort DEFAULT_ADDRESS = new HostAndPort("127.0.0.1", 10809);

    /**
     * Puts flags and file together.
     *
     * @throws UsageFault when they do not make sense together
     * @throws IOException when a file that they name cannot be read
     */
    static ServeSettings of(ServeFlags flags, SpindleConfig file, List<ListenAddress> handedOver) throws IOException {
        List<Path> paths = orElse(flags.paths, file.library().paths());
        boolean demo = flags.demo || file.library().demo();
        Optional<ByteCount> pattern =
                Optional.ofNullable(flags.pattern).or(() -> file.library().pattern());
        Map<String, Path> folders = folders(flags, file);
        // Drives alone are something: images are put into them by URL.
        boolean drives = !flags.iscsi.drives.isEmpty() || !file.drives().isEmpty();
        if (paths.isEmpty() && folders.isEmpty() && !demo && pattern.isEmpty() && !drives) {
            throw new UsageFault("nothing to serve: name images or a folder, or try 'spindle serve --demo'");
        }
        if (!flags.faults.isEmpty() && pattern.isEmpty()) {
            throw new UsageFault("--fault is for the pattern disc: add --pattern SIZE");
        }
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageFault(path + " is not there: name an image file or a folder of images");
            }
        }
        Path state =
                StateFile.orDefault(flags.state == null ? file.library().state().orElse(null) : flags.state);
        Path folder = state.toAbsolutePath().getParent();
        return new ServeSettings(
                new LibraryOptions(
                        paths,
                        state,
                        file.library().settle(),
                        PackedImages.of(Optional.ofNullable(flags.cache), file.cache(), folder)),
                demo,
                pattern,
                flags.faults,
                folders,
                Optional.ofNullable(flags.defaultDisc).or(() -> file.nbd().defaultDisc()),
                nbd(flags, file.nbd(), handedOver),
                file.nbd().shutdownDeadline(),
                IscsiSettings.of(flags.iscsi, file, folder),
                ControlSettings.of(flags.control, flags.iscsi, file, folder),
                verification(flags, file.verification(), folder),
                file.scan());
    }

    private static VerificationOptions verification(ServeFlags flags, VerificationConfig file, Path folder) {
        Optional<String> require = Optional.ofNullable(flags.require).or(file::require);
        return new VerificationOptions(
                VerificationStore.in(folder),
                require.map(it -> Grade.required(it)
                        .orElseThrow(
                                () -> new UsageFault("--require " + it + ": write signed, digest or media-check"))),
                flags.checkReads || file.checkReads());
    }

    private static Map<String, Path> folders(ServeFlags flags, SpindleConfig file) {
        Map<String, Path> folders = new LinkedHashMap<>(file.folders());
        flags.folders.forEach(it -> folders.put(it.getKey(), it.getValue()));
        folders.forEach((name, folder) -> {
            if (!Files.isDirectory(folder)) {
                throw new UsageFault(folder + " is not a folder: name one that becomes the disc " + name);
            }
        });
        return folders;
    }

    private static NbdServerOptions nbd(ServeFlags flags, NbdConfig file, List<ListenAddress> handedOver) {
        List<ListenAddress> addresses = new ArrayList<>(handedOver);
        orElse(flags.addresses, file.listen()).forEach(it -> addresses.add(tcp(it)));
        orElse(flags.sockets, file.sockets()).forEach(path -> addresses.add(new ListenAddress.Unix(path)));
        if (addresses.isEmpty()) {
            addresses.add(tcp(DEFAULT_ADDRESS));
        }
        Optional<TlsSettings> tls = tls(flags, file.tls());
        return new NbdServerOptions(
                addresses.stream().map(address -> new NbdListener(address, tls)).toList(),
                file.maximumConnections(),
                file.handshakeTimeout());
    }

    private static Optional<TlsSettings> tls(ServeFlags flags, Optional<TlsConfig> file) {
        Optional<Path> folder = Optional.ofNullable(flags.certificates).or(() -> file.map(TlsConfig::certificates));
        if (flags.verifyClients && folder.isEmpty()) {
            throw new UsageFault("--tls-verify-clients needs --tls-certificates DIR");
        }
        boolean verify =
                flags.verifyClients || file.map(TlsConfig::verifyClients).orElse(false);
        return folder.map(it -> new TlsSettings(it, verify));
    }

    private static ListenAddress tcp(HostAndPort address) {
        return new ListenAddress.Tcp(address.host(), address.port());
    }

    private static <T> List<T> orElse(List<T> flag, List<T> file) {
        return flag.isEmpty() ? file : flag;
    }
}
