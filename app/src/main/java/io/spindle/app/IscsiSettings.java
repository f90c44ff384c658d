package io.spindle.app;

import io.spindle.config.ChapConfig;
import io.spindle.config.DriveConfig;
import io.spindle.config.EmulationConfig;
import io.spindle.config.HostAndPort;
import io.spindle.config.IscsiConfig;
import io.spindle.config.SpindleConfig;
import io.spindle.control.drive.DriveSpec;
import io.spindle.iscsi.IscsiServerOptions;
import io.spindle.iscsi.handler.Limits;
import io.spindle.iscsi.target.AccessList;
import io.spindle.iscsi.target.ChapCredentials;
import io.spindle.iscsi.target.ChapCredentials.Identity;
import io.spindle.iscsi.target.Network;
import io.spindle.iscsi.target.Secret;
import io.spindle.transport.ListenAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the iSCSI server and the drives that it offers are to do: flags win over the file.
 *
 * @param server how it listens
 * @param drives what is set for drives, by name
 * @param discs what flags put into drives
 * @param firstDiscs what the file puts into drives in which nothing was ever wanted
 * @param memory the folder in which drives remember who knows them
 */
record IscsiSettings(
        IscsiServerOptions server,
        Map<String, EmulationConfig> drives,
        Map<String, String> discs,
        Map<String, String> firstDiscs,
        Path memory) {
    private static final HostAndPort DEFAULT_ADDRESS = new HostAndPort("127.0.0.1", 3260);
    private static final long MAXIMUM_SECRET_BYTES = 4096;

    static IscsiSettings of(IscsiFlags flags, SpindleConfig file, Path state) throws IOException {
        Map<String, EmulationConfig> drives = new TreeMap<>();
        Map<String, String> firstDiscs = new LinkedHashMap<>();
        for (DriveConfig drive : file.drives()) {
            drives.put(drive.name(), drive.emulation());
            drive.emulation().disc().ifPresent(disc -> firstDiscs.put(drive.name(), disc));
        }
        Map<String, String> discs = new LinkedHashMap<>();
        flags.drives.forEach(drive -> drive.disc().ifPresent(disc -> discs.put(drive.name(), disc)));
        return new IscsiSettings(server(flags, file.iscsi()), drives, discs, firstDiscs, state.resolve("initiators"));
    }

    private static IscsiServerOptions server(IscsiFlags flags, IscsiConfig file) throws IOException {
        List<HostAndPort> addresses = flags.addresses.isEmpty() ? file.listen() : flags.addresses;
        List<HostAndPort> used = addresses.isEmpty() ? List.of(DEFAULT_ADDRESS) : addresses;
        return new IscsiServerOptions(
                used.stream()
                        .map(it -> new ListenAddress.Tcp(it.host(), it.port()))
                        .toList(),
                file.portals().stream().map(HostAndPort::toString).toList(),
                chap(file.discoveryChap()),
                IscsiServerOptions.DEFAULT_MAXIMUM_CONNECTIONS,
                Limits.DEFAULT);
    }

    /** The drives of the flags beside those of the file. */
    static List<DriveSpec> withFlags(List<DriveSpec> file, IscsiFlags flags) {
        List<DriveSpec> all = new ArrayList<>(file);
        for (IscsiFlags.DriveFlag flag : flags.drives) {
            if (all.stream().noneMatch(it -> it.name().equals(flag.name()))) {
                all.add(new DriveSpec.Emulated(flag.name(), List.of(), false));
            }
        }
        return all;
    }

    EmulationConfig drive(String name) {
        return drives.getOrDefault(name, EmulationConfig.defaults());
    }

    /** Who may use a drive. */
    AccessList access(String name) throws IOException {
        EmulationConfig drive = drive(name);
        List<Network> networks = new ArrayList<>();
        for (String text : drive.networks()) {
            networks.add(Network.parse(text)
                    .orElseThrow(() -> new IOException("drive " + name + ": '" + text
                            + "' is no network: write an address, or one with a length such as 10.1.0.0/16")));
        }
        return new AccessList(Set.copyOf(drive.initiators()), networks);
    }

    /** What an initiator of a drive has to know. */
    Optional<ChapCredentials> chap(String name) throws IOException {
        return chap(drive(name).chap());
    }

    private static Optional<ChapCredentials> chap(Optional<ChapConfig> config) throws IOException {
        if (config.isEmpty()) {
            return Optional.empty();
        }
        ChapConfig chap = config.get();
        Identity initiator = new Identity(chap.user(), secret(chap.secretFile()));
        Optional<Identity> target = chap.targetUser().isPresent()
                ? Optional.of(new Identity(
                        chap.targetUser().get(), secret(chap.targetSecretFile().orElseThrow())))
                : Optional.empty();
        try {
            return Optional.of(new ChapCredentials(initiator, target));
        } catch (IllegalArgumentException e) {
            throw new IOException(chap.secretFile() + ": " + e.getMessage(), e);
        }
    }

    private static Secret secret(Path file) throws IOException {
        if (Files.size(file) > MAXIMUM_SECRET_BYTES) {
            throw new IOException(file + " is too long for a CHAP secret");
        }
        try {
            return Secret.of(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
