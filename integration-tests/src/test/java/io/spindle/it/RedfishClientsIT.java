package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.it.harness.Await;
import io.spindle.it.harness.Certificates;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.PeerFiles;
import io.spindle.it.harness.QemuGuest;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of Redfish that people have, against HTTPS with a password. */
final class RedfishClientsIT {
    /** htpasswd -nbBC 10 admin correct-horse. */
    private static final String PASSWORD = "correct-horse";

    @TempDir
    private Path folder;

    private SpindleProcess server;
    private Path authorities;
    private String address;

    @BeforeEach
    void serve() throws Exception {
        Path certificates = Certificates.create(folder.resolve("ca"), "it").server(folder.resolve("tls"));
        authorities = certificates.resolve("ca-cert.pem");
        Path typed = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        String hash = Command.of("sh", "-c", SpindleProcess.PROGRAM + " password < " + typed)
                .output()
                .strip();
        Path configuration = Files.writeString(folder.resolve("spindle.yaml"), """
                library: {demo: true}
                http:
                  listen: ["127.0.0.1:0"]
                  tls: {certificates: %s}
                  users: {admin: "%s"}
                drives: {rig: {}}
                """.formatted(certificates, hash));
        server = SpindleProcess.serve("--config", configuration);
        JsonNode self = new ObjectMapper()
                .readTree(Command.of(
                                "curl",
                                "-s",
                                "--unix-socket",
                                server.stateFolder().resolve("control.sock"))
                        .append("--retry", 20, "--retry-delay", 1, "--retry-all-errors", "http://x/api/v1/server")
                        .output());
        address = self.path("http").path(0).asText();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private String image() {
        return address + "/api/v1/discs/demo.iso";
    }

    /** Clients of Python's requests take authorities from the environment before they look at their own settings. */
    private Command trusting(Command command) {
        return command.with("REQUESTS_CA_BUNDLE", authorities)
                .with("SSL_CERT_FILE", authorities)
                .within(Duration.ofMinutes(3));
    }

    private String discInDrive() {
        return server.command("drives").output();
    }

    @Test
    @Needs(
            value = {Peer.SUSHY, Peer.OPENSSL},
            toShow = "sushy, the library of OpenStack Ironic, inserts and ejects")
    void sushy_insertsAndEjects() throws Exception {
        Path script = Files.writeString(folder.resolve("client.py"), """
                import sushy, sys
                root = sushy.Sushy(sys.argv[1] + '/redfish/v1', username='admin', password='%s', verify=sys.argv[2])
                medium = root.get_manager('/redfish/v1/Managers/rig').virtual_media.get_members()[0]
                assert (medium.image, medium.inserted) == (None, False)
                medium.insert_media(sys.argv[3]); medium.refresh()
                assert (medium.image, medium.inserted, medium.image_name) == (sys.argv[3], True, 'demo.iso')
                try:
                    medium.insert_media(sys.argv[3] + '.none')
                    assert False
                except sushy.exceptions.BadRequestError as e:
                    print(e)
                medium.eject_media(); medium.refresh()
                assert (medium.image, medium.inserted, medium.image_name) == (None, False, None)
                print(root.get_system('/redfish/v1/Systems/rig').power_state)
                """.formatted(PASSWORD));

        String output = trusting(Command.of("/usr/bin/python3", script, address, authorities, image()))
                .output();

        assertThat(output).contains("names no disc of the library").contains("PowerState.ON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Systems", "Manager"})
    @Needs(
            value = {Peer.ANSIBLE, Peer.OPENSSL},
            toShow = "Ansible's redfish_command inserts, finds it unchanged, and ejects")
    void ansible_insertsAndEjects(String category) throws Exception {
        String common = "category: %s, baseuri: \"%s\", username: admin, password: %s, resource_id: rig"
                .formatted(category, address.replace("https://", ""), PASSWORD);
        Path book = Files.writeString(folder.resolve("book.yml"), """
                - hosts: localhost
                  gather_facts: false
                  tasks:
                  - community.general.redfish_command: &insert
                      {%1$s, command: VirtualMediaInsert, virtual_media: {image_url: "%2$s", media_types: [CD]}}
                    register: first
                  - community.general.redfish_command: *insert
                    register: second
                  - community.general.redfish_info: {category: Manager, command: GetVirtualMedia, %3$s}
                    register: info
                  - community.general.redfish_command:
                      {%1$s, command: VirtualMediaEject, virtual_media: {image_url: "%2$s"}}
                    register: third
                  - assert:
                      that:
                      - first.changed
                      - not second.changed
                      - third.changed
                      - "'%2$s' in (info | string)"
                """.formatted(
                        common, image(), common.replaceAll("category: \\w+, |, resource_id: rig", "")));

        assertThat(trusting(Command.of("ansible-playbook", "-i", "localhost,", "-c", "local", book)
                                .with("ANSIBLE_LOCAL_TEMP", folder.resolve("ansible")))
                        .output())
                .contains("failed=0");
        assertThat(discInDrive()).doesNotContain("demo.iso");
    }

    private boolean isThere(String drive) {
        return discInDrive().lines().anyMatch(it -> it.startsWith(drive + " ") && it.contains("closed"));
    }

    /** The machine does not run: it is reset all the same. */
    @Test
    @Needs(
            value = {Peer.SUSHY, Peer.ANSIBLE, Peer.OPENSSL, Peer.QEMU, Peer.OVMF},
            toShow = "sushy and Ansible have a UEFI machine boot from the disc once")
    void sushyAndAnsible_bootOnceFromTheDisc() throws Exception {
        Path script = Files.writeString(folder.resolve("client.py"), """
                import sushy, sys, time
                root = sushy.Sushy(sys.argv[1] + '/redfish/v1', username='admin', password='%s', verify=sys.argv[2])
                system = root.get_system('/redfish/v1/Systems/vm')
                assert system.boot.mode == sushy.BootSourceOverrideMode.UEFI, system.boot.mode
                assert (system.boot.enabled, system.boot.target) == (
                    sushy.BootSourceOverrideEnabled.ONCE, sushy.BootSource.CD), system.boot
                system.set_system_boot_options(
                    sushy.BootSource.CD, sushy.BootSourceOverrideEnabled.CONTINUOUS, sushy.BootSourceOverrideMode.UEFI)
                system.refresh(force=True)
                assert system.boot.enabled == sushy.BootSourceOverrideEnabled.CONTINUOUS
                system.set_system_boot_options(sushy.BootSource.CD, sushy.BootSourceOverrideEnabled.ONCE)
                system.reset_system(sushy.ResetType.FORCE_RESTART)
                while system.boot.enabled != sushy.BootSourceOverrideEnabled.DISABLED:
                    time.sleep(0.1)
                    system.refresh(force=True)
                """.formatted(PASSWORD));
        Path book =
                Files.writeString(folder.resolve("book.yml"), """
                - hosts: localhost
                  gather_facts: false
                  tasks:
                  - community.general.redfish_command:
                      {category: Systems, command: SetOneTimeBoot, bootdevice: Cd, boot_override_mode: UEFI,
                       baseuri: "%s", username: admin, password: %s, resource_id: vm}
                    register: asked
                  - assert: {that: asked.changed}
                """.formatted(address.replace("https://", ""), PASSWORD));
        Path monitor = folder.resolve("vm.qmp");
        List<String> machine = List.of("-qmp", "unix:" + monitor + ",server=on,wait=off", "-bios");
        List<String> devices = List.of(PeerFiles.OVMF.toString(), "-device", "ide-cd,id=cd0", "-S");
        try (QemuGuest guest = QemuGuest.start(Stream.of(machine, devices, List.of("-action", "reboot=reset"))
                .flatMap(List::stream)
                .toList())) {
            server.command("drive", "add", "vm", "--qmp", monitor).output();
            Await.until("the machine", Duration.ofMinutes(4), () -> isThere("vm"), this::discInDrive);
            trusting(Command.of("ansible-playbook", "-i", "localhost,", "-c", "local", book)
                            .with("ANSIBLE_LOCAL_TEMP", folder.resolve("ansible")))
                    .output();
            trusting(Command.of("/usr/bin/python3", script, address, authorities))
                    .output();
            assertThat(guest.events()).contains("RESET");
        }
    }

    @Test
    @Needs(
            value = {Peer.REDFISHTOOL, Peer.OPENSSL},
            toShow = "redfishtool lists systems and inserts by a raw request")
    void redfishtool_listsAndInserts() {
        Command tool = trusting(Command.of("redfishtool", "-r", address.replace("https://", ""), "-u", "admin"))
                .append("-p", PASSWORD, "-S", "Always", "-T", 60, "-W", "5:30");

        assertThat(tool.append("Systems", "list").output()).contains("/redfish/v1/Systems/rig");
        tool.append("raw", "POST", "/redfish/v1/Systems/rig/VirtualMedia/Cd/Actions/VirtualMedia.InsertMedia")
                .append("-d", "{\"Image\":\"spindle:demo.iso\"}")
                .output();

        assertThat(discInDrive()).contains("demo.iso");
    }
}
