package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.LinuxGuest;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Spindle finds on images against what the kernel of Linux finds there. One guest judges all: the images lie on one
 * disc in its drive, and it fills the volumes of UDF that only Linux can write to.
 */
final class FileSystemGuestIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    /**
     * What is compared.
     *
     * @param image file name of the image
     * @param mount how the guest mounts it
     * @param flags how Spindle is asked for the same tree
     */
    private record Judged(String image, String mount, String... flags) {
        String mark() {
            return image + " " + mount;
        }
    }

    private static final List<Judged> JUDGED = List.of(
            new Judged("genisoimage.iso", "-t iso9660 -o ro,utf8", "--tree", "rock-ridge"),
            new Judged("genisoimage.iso", "-t iso9660 -o ro,utf8,norock", "--tree", "joliet"),
            new Judged("genisoimage.iso", "-t udf -o ro,utf8", "--tree", "udf"),
            new Judged("xorriso.iso", "-t iso9660 -o ro,utf8"),
            new Judged("xorriso.iso", "-t iso9660 -o ro,norock,nojoliet,map=off", "--tree", "iso9660"),
            new Judged("zisofs.iso", "-t iso9660 -o ro,utf8"),
            new Judged("sessions.iso", "-t iso9660 -o ro,utf8"));

    /** Volumes that the guest fills, by their mkudffs options. */
    private static final Map<String, String> FILLED = Map.of(
            "hd-1.02.udf", "-m hd -b 2048 -r 1.02",
            "hd-2.01.udf", "-m hd -b 512 -r 2.01",
            "cdrw-1.50.udf", "-m cdrw -b 2048 -r 1.50",
            "dvdrw-2.01.udf", "-m dvdrw -b 2048 -r 2.01");

    private static final String FILL = """
            mkdir -p sub/deeper 'empty folder'
            i=0
            while [ $i -lt 70 ]; do echo "number $i" > sub/file$i; i=$((i+1)); done
            rm sub/file3 sub/file57
            dd if=/dev/urandom of=big bs=1000 count=700 2>/dev/null
            i=0
            while [ $i -lt 20 ]; do
                dd if=/dev/urandom bs=3000 count=1 2>/dev/null >> sub/deeper/one
                dd if=/dev/urandom bs=3000 count=1 2>/dev/null >> sub/deeper/other
                i=$((i+1))
            done
            dd if=/dev/urandom of=holes bs=1000 count=3 seek=300 2>/dev/null
            ln -s sub/deeper/one link
            ln -s ../big sub/up
            ln big hard
            echo kanji > "$(printf '\\345\\244\\247 \\303\\251')"
            echo umlaut > "$(printf 'gr\\303\\274n')"
            echo long > $(printf '%0100d' 7)
            """;

    @Test
    @Needs(
            value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.XORRISO, Peer.GENISOIMAGE, Peer.MKZFTREE, Peer.MKUDFFS},
            toShow = "every tree that Spindle lists and extracts is what a Linux guest mounts, file by file")
    void trees_ofManyWriters_areWhatALinuxGuestMounts() throws IOException {
        Path images = makeImages();
        List<Path> disks = new ArrayList<>();
        StringBuilder script = new StringBuilder("set -e\nmkdir /inner\nmount -t iso9660 -o ro /dev/sr0 /mnt\n");
        for (Map.Entry<String, String> volume : FILLED.entrySet()) {
            disks.add(makeUdf(volume.getKey(), volume.getValue()));
            script.append(filling(disks.size(), volume.getKey()));
        }
        for (Judged judged : JUDGED) {
            script.append("mount ").append(judged.mount().replace(" ro,", " loop,ro,"));
            script.append(" /mnt/").append(judged.image()).append(" /inner\n");
            script.append("cd /inner\n").append(DiscTree.script(judged.mark())).append("cd /\numount /inner\n");
        }
        String told;
        try (SpindleProcess spindle = SpindleProcess.serve(carrier(images));
                LinuxGuest guest = LinuxGuest.start(spindle.url("carrier.iso"), disks, script.toString())) {
            told = guest.awaitEnd(LIMIT);
        }
        List<String> differences = new ArrayList<>();
        for (Judged judged : JUDGED) {
            differences.addAll(differences(told, judged.mark(), images.resolve(judged.image()), judged.flags()));
        }
        for (Path disk : disks) {
            differences.addAll(differences(told, disk.getFileName().toString(), disk));
        }
        assertThat(differences).isEmpty();
    }

    /** A volume of a recordable disc can only be read by Linux, and mkudffs writes an empty one: its root is enough. */
    @Test
    @Needs(value = Peer.MKUDFFS, toShow = "the root of a UDF volume that a virtual allocation table leads to")
    void virtualPartition_ofMkudffs_hasItsRoot() {
        for (String options : List.of("-m cdr -b 2048 -r 1.50", "-m cdr -b 2048 -r 2.01", "-m dvdr -b 2048 -r 2.01")) {
            Path image = folder.resolve(options.replace(' ', '_'));
            Command.of("sh", "-c", "mkudffs --new-file " + options + " " + image + " 8192")
                    .output();
            assertThat(DiscTree.spindle("ls", "-l", image).run())
                    .satisfies(result -> assertThat(result.errors()).isEmpty())
                    .satisfies(result -> assertThat(result.exitCode()).isZero());
        }
    }

    private List<String> differences(String told, String mark, Path image, String... flags) throws IOException {
        Path out = Files.createTempDirectory(folder, "out").resolve("tree");
        Map<String, String> found = DiscTree.ofSpindle(image, out, flags);
        assertThat(found).as(mark).hasSizeGreaterThan(15);
        Map<String, String> expected = new TreeMap<>();
        // Without a map of names Linux leaves on versions and the dots of empty extensions.
        DiscTree.ofGuest(told, mark)
                .forEach((path, file) ->
                        expected.put(mark.endsWith("map=off") ? path.replaceAll("\\.?;1$", "") : path, file));
        return DiscTree.differences(found, expected).stream()
                .map(line -> mark + ": " + line)
                .toList();
    }

    private static String filling(int lun, String mark) {
        String device = "/dev/$(ls /sys/bus/scsi/devices/*:*:*:" + lun + "/block)";
        return "until ls /sys/bus/scsi/devices/*:*:*:" + lun + "/block >/dev/null 2>&1; do sleep 0.1; done\n"
                + "mount -t udf -o utf8 " + device + " /inner\ncd /inner\n" + FILL + "cd /\numount /inner\n"
                + "mount -t udf -o ro,utf8 " + device + " /inner\ncd /inner\n" + DiscTree.script(mark)
                + "cd /\numount /inner\n";
    }

    private Path makeUdf(String name, String options) throws IOException {
        Path volume = Images.hole(folder.resolve(name), 12 << 20);
        shell("mkudffs --utf8 " + options + " " + name);
        return volume;
    }

    private Path makeImages() throws IOException {
        Path tree = SampleTree.make(folder.resolve("tree"));
        Path images = Files.createDirectory(folder.resolve("images"));
        shell("genisoimage -quiet -R -J -joliet-long -udf -input-charset utf-8 -o images/genisoimage.iso tree");
        shell("xorriso -as mkisofs -quiet -R -o images/xorriso.iso tree");
        shell("mkzftree tree compressed && genisoimage -quiet -R -z -o images/zisofs.iso compressed");
        shell("xorriso -outdev images/sessions.iso -map tree / -commit -map tree/plain /again -rm /hard -- -commit");
        assertThat(tree).isDirectory();
        return images;
    }

    private Path carrier(Path images) {
        shell("xorriso -as mkisofs -quiet -R -o carrier.iso " + images);
        return folder.resolve("carrier.iso");
    }

    private void shell(String line) {
        Command.of("sh", "-c", "cd " + folder + " && " + line)
                .with("LC_ALL", "C.UTF-8")
                .output();
    }
}
