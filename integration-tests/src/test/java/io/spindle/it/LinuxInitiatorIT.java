package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.DebianGuest;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Linux's own initiator in a guest, and drives whose configuration says who may use them and by which secrets. */
@Execution(ExecutionMode.CONCURRENT)
@Needs(
        value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.UDEV, Peer.OPEN_ISCSI, Peer.GENISOIMAGE},
        toShow = "Linux's initiator finds drives, proves who it is, has digests, reads, and comes back a hundred times")
final class LinuxInitiatorIT {
    /** What iscsiadm exits with when the target, and when the initiator, does not accept the other's proof. */
    private static final int AUTHORIZATION_FAILURE = 24;

    private static final int LOGIN_FAILURE = 19;
    private static final String CLOSED = "iscsiadm -m node -T iqn.2026-01.io.spindle:closed ";
    private static final String NETWORK = """
            for module in /modules/net/*; do insmod $module 2>/dev/null; done
            ip addr add 127.0.0.1/8 dev lo 2>/dev/null
            ip link set lo up
            ip addr add 10.0.2.15/24 dev eth0
            ip link set eth0 up
            mkdir -p /etc/iscsi /run/lock/iscsi
            echo InitiatorName=iqn.2026-01.example:guest >/etc/iscsi/initiatorname.iscsi
            cat >/etc/iscsi/iscsid.conf <<END
            node.startup = manual
            discovery.sendtargets.auth.authmethod = CHAP
            discovery.sendtargets.auth.username = finder
            discovery.sendtargets.auth.password = secret-of-finder
            node.session.auth.authmethod = CHAP
            node.session.auth.username = guest
            node.session.auth.password = secret-of-guest
            node.session.auth.username_in = closed
            node.session.auth.password_in = secret-of-target
            node.session.auth.chap_algs = SHA3-256,SHA256,SHA1,MD5
            node.conn[0].iscsi.HeaderDigest = CRC32C
            node.conn[0].iscsi.DataDigest = CRC32C
            END
            """;

    @TempDir
    private Path folder;

    private int port;
    private DebianGuest guest;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void linux_findsDrives_provesWhoItIs_readsAndComesBack() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Path image = image();
        Path config = configuration(image);
        try (SpindleProcess spindle = SpindleProcess.start(List.of(
                        SpindleProcess.PROGRAM.toString(),
                        "serve",
                        "--json",
                        "--no-http",
                        "--config",
                        config.toString()));
                DebianGuest booted =
                        DebianGuest.boot(List.of("-netdev", "user,id=net", "-device", "virtio-net-pci,netdev=net"))) {
            guest = booted;
            guest.output(NETWORK);
            iscsistart_readsWithDigests(image);
            guest.output("iscsid");
            discovery_needsItsSecret_andListsWhatMayBeUsed();
            login_provesBothSides(image);
            login_wrongSecrets_isRefused();
            reconnects(spindle);
        }
    }

    private Path image() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Files.write(tree.resolve("content"), Images.noise(3_000_001, 7));
        Path image = folder.resolve("files.iso");
        Command.of("genisoimage", "-quiet", "-R", "-V", "FILES", "-o", image, tree)
                .output();
        return image;
    }

    private Path configuration(Path image) throws IOException {
        for (String who : List.of("finder", "guest", "target")) {
            Files.writeString(folder.resolve(who + ".secret"), "secret-of-" + who + "\n");
        }
        return Files.writeString(folder.resolve("spindle.yaml"), """
                nbd: {listen: ["127.0.0.1:0"]}
                library: {paths: [%s]}
                iscsi:
                  listen: ["127.0.0.1:%d"]
                  portals: ["10.0.2.2:%d"]
                  discovery-chap: {user: finder, secret-file: finder.secret}
                drives:
                  open: {disc: files.iso, lun: 7}
                  closed:
                    disc: files.iso
                    initiators: [iqn.2026-01.example:guest]
                    networks: [127.0.0.0/8]
                    chap:
                      user: guest
                      secret-file: guest.secret
                      target-user: closed
                      target-secret-file: target.secret
                  others: {disc: files.iso, initiators: [iqn.2026-01.example:other]}
                """.formatted(image, port, port));
    }

    /** It ends, and leaves the session to the kernel. */
    private void iscsistart_readsWithDigests(Path image) throws Exception {
        String digests = "-P node.conn[0].iscsi.HeaderDigest=CRC32C -P node.conn[0].iscsi.DataDigest=CRC32C";
        String start = "iscsistart -i iqn.2026-01.example:guest -g 1 -a 10.0.2.2 -p " + port + " ";
        assertThat(guest.output(start + digests + " -t iqn.2026-01.io.spindle:open"))
                .contains("is operational now");
        guest.await("[ -b /dev/sr0 ]");
        assertThat(guest.output(
                        "cat /sys/class/iscsi_connection/*/header_digest /sys/class/iscsi_connection/*/data_digest"))
                .isEqualTo("1\n1\n");
        // It asked unit 0, which is none, for the list.
        assertThat(guest.output("readlink /sys/block/sr0/device").strip()).endsWith(":0:0:7");
        assertThat(guest.output("sha256sum </dev/sr0")).startsWith(sum(Files.readAllBytes(image)));
        assertThat(guest.run(start + "-t iqn.2026-01.io.spindle:others").exitCode())
                .isNotZero();
    }

    private void discovery_needsItsSecret_andListsWhatMayBeUsed() {
        String discover = "iscsiadm -m discovery -t sendtargets -p 10.0.2.2:" + port;
        guest.output("sed -i s/-of-finder/-of-stranger/ /etc/iscsi/iscsid.conf");
        assertThat(guest.run(discover).exitCode()).isEqualTo(AUTHORIZATION_FAILURE);
        guest.output("sed -i s/-of-stranger/-of-finder/ /etc/iscsi/iscsid.conf");
        assertThat(guest.output(discover).lines())
                .containsExactlyInAnyOrder(
                        "10.0.2.2:" + port + ",1 iqn.2026-01.io.spindle:closed",
                        "10.0.2.2:" + port + ",1 iqn.2026-01.io.spindle:open");
    }

    private void login_provesBothSides(Path image) throws Exception {
        assertThat(guest.output(CLOSED + "--login")).contains("successful");
        guest.await("[ -b /dev/sr1 ]");
        assertThat(guest.output("iscsiadm -m session -P 2 | sed -n '/closed/,$p'"))
                .contains("HeaderDigest: CRC32C", "DataDigest: CRC32C", "username_in: closed");
        assertThat(guest.output("sha256sum </dev/sr1")).startsWith(sum(Files.readAllBytes(image)));
        assertThat(guest.output("mount -o ro /dev/sr1 /mnt && sha256sum </mnt/content && umount /mnt"))
                .startsWith(sum(Images.noise(3_000_001, 7)));
        assertThat(guest.output(CLOSED + "--logout")).contains("successful");
        guest.await("[ ! -e /dev/sr1 ]");
    }

    private void login_wrongSecrets_isRefused() {
        String set = CLOSED + "-o update -n node.session.auth.";
        guest.output(set + "password -v secret-of-stranger");
        assertThat(guest.run(CLOSED + "--login").exitCode()).isEqualTo(AUTHORIZATION_FAILURE);
        guest.output(set + "password -v secret-of-guest; " + set + "password_in -v secret-of-stranger");
        assertThat(guest.run(CLOSED + "--login").exitCode()).isEqualTo(LOGIN_FAILURE);
        guest.output(set + "password_in -v secret-of-target");
    }

    /** The server holds no more files after a hundred of them. */
    private void reconnects(SpindleProcess spindle) {
        int before = spindle.openFiles();
        String loop = """
                count=0
                while [ $count -lt 100 ]; do
                    %1$s --login >/dev/null || exit 1
                    %1$s --logout >/dev/null || exit 1
                    count=$((count + 1))
                done
                echo $count
                """.formatted(CLOSED);
        DebianGuest.Result result = guest.run(loop, Duration.ofMinutes(8));
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().strip()).isEqualTo("100");
        assertThat(spindle.openFiles()).isLessThanOrEqualTo(before + 2);
    }

    private static String sum(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
