package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds, as those look for them that they are for. */
final class SeedIT {
    /** Of devices only this one is there, and files are read from it as they would be from a mounted one. */
    private static final String FIND_SEED = """
            import subprocess, sys, tempfile
            from cloudinit import helpers, util
            from cloudinit.sources import DataSourceNoCloud, DataSourceConfigDrive
            seed = sys.argv[1]
            def devices(criteria=None, **others):
                if criteria is None:
                    return []
                key, value = criteria.split("=")
                out = subprocess.run(["blkid", "-o", "value", "-s", key, seed], capture_output=True, text=True)
                return [seed] if out.stdout.strip() == value else []
            def mounted(device, callback, data=None, mtype=None, **others):
                with tempfile.TemporaryDirectory() as folder:
                    subprocess.run(["bsdtar", "-xf", device, "-C", folder], check=True)
                    return callback(folder) if data is None else callback(folder, data)
            util.find_devs_with, util.mount_cb = devices, mounted
            class Distro:
                pass
            paths = helpers.Paths({"cloud_dir": tempfile.mkdtemp(), "run_dir": tempfile.mkdtemp()})
            """;

    /** cloud-init's generator, which decides at boot which data source there is; its machine has this device only. */
    private static final String IDENTIFY = """
            mkdir -p "$PATH_ROOT/run" "$PATH_ROOT/etc/cloud" "$PATH_ROOT/proc/1"
            echo > "$PATH_ROOT/proc/cmdline"
            echo 1.0 1.0 > "$PATH_ROOT/proc/uptime"
            echo 'datasource_list: [ NoCloud, ConfigDrive, None ]' > "$PATH_ROOT/etc/cloud/cloud.cfg"
            DI_MAIN=noop
            . /usr/lib/cloud-init/ds-identify
            blkid() { command blkid -c /dev/null -o export "$SEED"; }
            is_container() { return 1; }
            detect_virt() { DI_VIRT=kvm; }
            main --force
            cat "$PATH_ROOT/run/cloud-init/cloud.cfg"
            """;

    @TempDir
    private Path folder;

    private Path userData;

    @BeforeEach
    void writeUserData() throws IOException {
        userData = Files.writeString(folder.resolve("user.yaml"), "#cloud-config\npackages: [tree]\n");
    }

    @Test
    @Needs(
            value = {Peer.CLOUD_INIT, Peer.PYTHON, Peer.BSDTAR, Peer.BLKID},
            toShow = "cloud-init's own code finds and reads a seed of NoCloud")
    void noCloud_made_isFoundByCloudInit() throws IOException {
        Path network = Files.writeString(folder.resolve("net.yaml"), "version: 2\n");
        Path seed = seed("rig1", "--user-data", userData, "--network-config", network);
        assertThat(identified(seed)).contains("datasource_list: [ NoCloud, None ]");
        String found = cloudInit(seed, """
                source = DataSourceNoCloud.DataSourceNoCloud({"datasource": {"NoCloud": {}}}, Distro(), paths)
                assert source._get_data(), "no seed found"
                print(source.metadata["instance-id"][:4], source.metadata["local-hostname"])
                print(source.userdata_raw, source.network_config)
                """);
        assertThat(found).contains("iid- rig1", "#cloud-config", "packages: [tree]", "'version': 2");
        byte[] first = Files.readAllBytes(seed);
        seed("rig1", "-f", "--user-data", userData, "--network-config", network);
        assertThat(seed).hasBinaryContent(first);
    }

    @Test
    @Needs(
            value = {Peer.CLOUD_INIT, Peer.PYTHON, Peer.BSDTAR, Peer.BLKID},
            toShow = "cloud-init's own code finds and reads a config drive")
    void configDrive_made_isFoundByCloudInit() throws IOException {
        Path network = Files.writeString(folder.resolve("net.json"), """
                {"links": [{"id": "a", "type": "phy", "ethernet_mac_address": "52:54:00:12:34:56"}],
                 "networks": [{"id": "b", "link": "a", "type": "ipv4_dhcp"}], "services": []}
                """);
        Path vendor = Files.writeString(folder.resolve("vendor.json"), "{\"cloud-init\": \"#cloud-config\\n\"}");
        Object[] flags = {
            "--config-drive", "--user-data", userData, "--network-config", network, "--vendor-data", vendor
        };
        Path seed = seed("rig2", flags);
        assertThat(identified(seed)).contains("datasource_list: [ ConfigDrive, None ]");
        String found = cloudInit(seed, """
                source = DataSourceConfigDrive.DataSourceConfigDrive({"datasource": {}}, Distro(), paths)
                source.known_macs = {"52:54:00:12:34:56": "nic0"}
                assert source._get_data(), "no config drive found"
                print("version", source.version, source.metadata["local-hostname"], len(source.metadata["instance-id"]))
                print(source.userdata_raw, source.network_config, source.vendordata_raw)
                """);
        assertThat(found)
                .contains(
                        "version 2 rig2 36",
                        "packages: [tree]",
                        "'name': 'nic0'",
                        "'type': 'dhcp4'",
                        "} #cloud-config");
    }

    @Test
    @Needs(
            value = {Peer.ISOINFO, Peer.BLKID, Peer.BSDTAR},
            toShow = "labels, as udev sees them, and files of seeds, in every tree of theirs")
    void seeds_ofEachKind_haveTheirLabelAndFiles() throws IOException {
        has(seed("config", "--config-drive", "--user-data", userData), "config-2", "openstack/latest/user_data");
        has(seed("kick", "--kickstart", userData), "OEMDRV", "ks.cfg");
        has(seed("preseed", "--preseed", userData), "PRESEED", "preseed.cfg");
        has(seed("windows", "--autounattend", userData), "UNATTEND", "autounattend.xml");
        Path nocloud = Files.createDirectory(folder.resolve("nocloud"));
        Files.copy(userData, nocloud.resolve("user-data"));
        Files.writeString(nocloud.resolve("meta-data"), "instance-id: x\n");
        Path made = folder.resolve("made.iso");
        DiscTree.spindle("create", made, nocloud).output();
        has(made, "cidata", "user-data");
    }

    private void has(Path seed, String label, String path) throws IOException {
        assertThat(Command.of("blkid", "-o", "export", seed).output()).contains("LABEL=" + label, "TYPE=iso9660");
        assertThat(Command.of("isoinfo", "-d", "-i", seed).output()).contains("Volume id: " + label + "\n");
        assertThat(Command.of("isoinfo", "-R", "-f", "-i", seed).output()).contains("/" + path + "\n");
        assertThat(Command.of("isoinfo", "-J", "-f", "-i", seed).output()).contains("/" + path + "\n");
        assertThat(Command.of("bsdtar", "-xOf", seed, path).output()).isEqualTo(Files.readString(userData));
    }

    private Path seed(String name, Object... flags) {
        DiscTree.spindle("seed", folder.resolve(name)).append(flags).output();
        return folder.resolve(name + ".iso");
    }

    private String identified(Path seed) {
        return Command.of("sh", "-c", IDENTIFY)
                .with("SEED", seed)
                .with("PATH_ROOT", folder.resolve("root of " + seed.getFileName()))
                .output();
    }

    private static String cloudInit(Path seed, String lines) {
        return Command.of("/usr/bin/python3", "-c", FIND_SEED + lines, seed).output();
    }
}
