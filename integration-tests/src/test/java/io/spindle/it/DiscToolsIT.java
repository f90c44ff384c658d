package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.it.harness.Command;
import io.spindle.it.harness.DebianGuest;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Programs for discs in one Linux guest with udev, which has six drives of ours: {@code sr0} to {@code sr5} hold a data CD,
 * a mixed-mode CD, a DVD, a BD, for those who move its tray another data CD, and nothing.
 */
@Execution(ExecutionMode.CONCURRENT)
@Needs(
        value = {Peer.QEMU, Peer.LINUX, Peer.BUSYBOX, Peer.UDEV, Peer.GENISOIMAGE},
        toShow = "a Linux guest with udev sees every kind of disc as what it is")
final class DiscToolsIT {
    private static final long DVD_BLOCKS = 405_001;
    private static final long BD_BLOCKS = 4_173_825;
    private static final int AUDIO_SECTOR_BYTES = 2352;
    private static final byte[] FIRST_AUDIO = Images.noise(600 * AUDIO_SECTOR_BYTES, 2);
    private static final byte[] SECOND_AUDIO = Images.noise(450 * AUDIO_SECTOR_BYTES, 3);
    private static final byte[] NEAR_THE_END = Images.noise(2048, 4);

    @TempDir
    private static Path folder;

    private static byte[] data;
    private static SpindleProcess spindle;
    private static DebianGuest guest;

    @BeforeAll
    static void boot() throws Exception {
        Path image = folder.resolve("files.iso");
        Command.of("genisoimage", "-quiet", "-R", "-J", "-V", "FILES", "-o", image, tree())
                .output();
        data = Files.readAllBytes(image);
        Path mixed = mixed();
        Path dvd = big("dvd.iso", DVD_BLOCKS);
        Path bd = big("bd.iso", BD_BLOCKS);
        spindle = SpindleProcess.serve(
                image,
                mixed,
                dvd,
                bd,
                "--drive",
                "cd=files.iso",
                "--drive",
                "mixed=mixed.cue",
                "--drive",
                "dvd=dvd.iso",
                "--drive",
                "bd=bd.iso",
                "--drive",
                "tray=files.iso",
                "--drive",
                "later");
        List<String> drives = new ArrayList<>();
        List<String> names = List.of("cd", "mixed", "dvd", "bd", "tray", "later");
        for (String name : names) {
            drives.addAll(DebianGuest.drive(names.indexOf(name), spindle.iscsiUrl(name)));
        }
        guest = DebianGuest.boot(drives);
    }

    private static Path tree() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        StringBuilder sums = new StringBuilder();
        for (int lengthBytes : new int[] {0, 1, 2048, 2049, 700_001}) {
            byte[] content = Images.noise(lengthBytes, lengthBytes);
            Files.write(tree.resolve("file" + lengthBytes), content);
            sums.append(sum(content)).append("  file").append(lengthBytes).append('\n');
        }
        Files.writeString(tree.resolve("sums"), sums);
        return tree;
    }

    /** The data of the image, two seconds of silence, and two tracks of noise. */
    private static Path mixed() throws IOException {
        Files.write(folder.resolve("data.bin"), data);
        Files.write(folder.resolve("first.bin"), FIRST_AUDIO);
        Files.write(folder.resolve("second.bin"), SECOND_AUDIO);
        return Files.writeString(folder.resolve("mixed.cue"), """
                FILE "data.bin" BINARY
                  TRACK 01 MODE1/2048
                    INDEX 01 00:00:00
                FILE "first.bin" BINARY
                  TRACK 02 AUDIO
                    PREGAP 00:02:00
                    INDEX 01 00:00:00
                FILE "second.bin" BINARY
                  TRACK 03 AUDIO
                    INDEX 01 00:00:00
                """);
    }

    /** The image followed by a hole, with noise in the block before the last. */
    private static Path big(String name, long blocks) throws IOException {
        Path image = Images.hole(folder.resolve(name), blocks * 2048);
        Images.put(image, 0, data);
        Images.put(image, (blocks - 2) * 2048, NEAR_THE_END);
        return image;
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException fault) {
            throw new AssertionError(fault);
        }
    }

    @AfterAll
    static void shutDown() throws IOException {
        if (guest != null) {
            guest.close();
        }
        if (spindle != null) {
            spindle.close();
        }
    }

    @Test
    void udev_tellsTheMediumOfEveryDrive() {
        // udev looks at a disc again whenever the kernel says that it changed.
        for (int drive = 0; drive < 4; drive++) {
            guest.await("udevadm info --query=property --name=/dev/sr" + drive + " | grep -q ID_FS_LABEL=FILES");
        }
        assertThat(guest.output("readlink -f /dev/cdrom")).isEqualTo("/dev/sr0\n");
        assertThat(properties("sr0"))
                .contains(
                        "ID_CDROM=1",
                        "ID_CDROM_CD=1",
                        "ID_CDROM_DVD=1",
                        "ID_CDROM_BD=1",
                        "ID_CDROM_MEDIA_CD=1",
                        "ID_CDROM_MEDIA_SESSION_COUNT=1",
                        "ID_CDROM_MEDIA_TRACK_COUNT_DATA=1",
                        "ID_FS_TYPE=iso9660",
                        "ID_FS_LABEL=FILES",
                        "ID_VENDOR=SPINDLE")
                .doesNotContain("ID_CDROM_MEDIA_TRACK_COUNT_AUDIO=1");
        assertThat(properties("sr1"))
                .contains(
                        "ID_CDROM_MEDIA_CD=1",
                        "ID_CDROM_MEDIA_TRACK_COUNT=3",
                        "ID_CDROM_MEDIA_TRACK_COUNT_AUDIO=2",
                        "ID_CDROM_MEDIA_TRACK_COUNT_DATA=1",
                        "ID_FS_LABEL=FILES");
        assertThat(properties("sr2"))
                .contains("ID_CDROM_MEDIA_DVD=1", "ID_CDROM_MEDIA_STATE=complete", "ID_FS_LABEL=FILES");
        assertThat(properties("sr3"))
                .contains("ID_CDROM_MEDIA_BD=1", "ID_CDROM_MEDIA_STATE=complete", "ID_FS_LABEL=FILES");
    }

    private static List<String> properties(String device) {
        return guest.output("udevadm info --query=property --name=/dev/" + device)
                .lines()
                .toList();
    }

    /** The machine was started with it empty. */
    @Test
    void emptyDrive_getsItsDiscLater() {
        assertThat(guest.output("cdrom_id /dev/sr5"))
                .contains("ID_CDROM=1", "ID_CDROM_BD=1")
                .doesNotContain("ID_CDROM_MEDIA");
        spindle.command("insert", "later", "dvd.iso").output();
        guest.await("udevadm info --query=property --name=/dev/sr5 | grep ID_CDROM_MEDIA_DVD=1");
        assertThat(guest.output("blockdev --getsize64 /dev/sr5")).isEqualTo(DVD_BLOCKS * 2048 + "\n");
    }

    @Test
    void blkidAndMount_findTheFilesAndTheirBytes() {
        assertThat(guest.output("blkid -p /dev/sr0")).contains("LABEL=\"FILES\"", "TYPE=\"iso9660\"");
        String sums = guest.output("""
                set -e
                mount -o ro /dev/sr0 /mnt
                cd /mnt
                sha256sum -c sums
                cd /
                umount /mnt
                """);
        assertThat(sums.lines()).hasSize(5).allMatch(line -> line.endsWith(": OK"));
        assertThat(guest.output("sha256sum </dev/sr0")).startsWith(sum(data));
    }

    @Test
    void bigDiscs_haveTheirSizeAndTheirLastBlocks() {
        for (String disc : List.of("sr2 " + DVD_BLOCKS, "sr3 " + BD_BLOCKS)) {
            String device = "/dev/" + disc.split(" ")[0];
            long blocks = Long.parseLong(disc.split(" ")[1]);
            assertThat(guest.output("blockdev --getsize64 " + device)).isEqualTo(blocks * 2048 + "\n");
            String read = "dd if=" + device + " bs=2048 count=1 2>/dev/null skip=";
            assertThat(guest.output(read + (blocks - 2) + " | sha256sum")).startsWith(sum(NEAR_THE_END));
            assertThat(guest.output(read + (blocks - 1) + " | sha256sum")).startsWith(sum(new byte[2048]));
            assertThat(guest.output(read + "16 | sha256sum"))
                    .startsWith(sum(Arrays.copyOfRange(data, 16 * 2048, 17 * 2048)));
        }
    }

    @Test
    @Needs(value = Peer.CD_INFO, toShow = "cd-info lists tracks and file systems")
    void cdInfo_listsTracks() {
        assertThat(guest.output("cd-info --no-header -C /dev/sr0"))
                .contains(
                        "Vendor                      : SPINDLE",
                        "Disc mode is listed as: CD-DATA (Mode 1)",
                        "1: 00:02:00  000000 data   false  no",
                        "CD-ROM with ISO 9660 filesystem and joliet",
                        "ISO 9660: " + data.length / 2048 + " blocks, label `FILES ");
        int gap = data.length / 2048;
        assertThat(guest.output("cd-info --no-header --no-device-info -C /dev/sr1")
                        .replaceAll(" +", " "))
                .contains("mixed mode CD", "CD-ROM Track List (1 - 3)")
                .containsPattern("2: [0-9:]+ 0*" + (gap + 150) + " audio false no 2 no")
                .containsPattern("3: [0-9:]+ 0*" + (gap + 750) + " audio false no 2 no")
                .containsPattern("170: [0-9:]+ 0*" + (gap + 1200) + " leadout");
    }

    @Test
    @Needs(value = Peer.WODIM, toShow = "wodim tells tracks and capabilities")
    void wodim_tellsTracksAndCapabilities() {
        assertThat(guest.output("wodim dev=/dev/sr0 -toc"))
                .contains(
                        "'SPINDLE '",
                        "track:   1 lba:         0 (        0) 00:02:00 adr: 1 control: 4 mode: 1",
                        "track:lout lba:");
        assertThat(guest.output("wodim dev=/dev/sr0 -prcap"))
                .contains(
                        "Does read CD-R media",
                        "Does not write CD-R media",
                        "Does read digital audio blocks",
                        "Does read R-W subcode information",
                        "Loading mechanism type: tray");
        // There is no ATIP on a pressed disc, and nothing that could write one.
        assertThat(guest.run("wodim dev=/dev/sr0 -atip").output())
                .contains("'OPTICAL DRIVE   '", "unsupported CD/DVD-Recorder");
    }

    @Test
    @Needs(value = Peer.CDRDAO, toShow = "cdrdao dumps data and audio")
    void cdrdao_dumpsWhatWentIn() {
        assertThat(guest.output("cdrdao disk-info --device /dev/sr1"))
                .contains(
                        "Toc Type             : CD-DA or CD-ROM",
                        "Sessions             : 1",
                        "Last Track           : 3");
        String sheet = guest.output("""
                set -e
                cd /tmp
                cdrdao read-cd --device /dev/sr1 --datafile dump dump.toc
                cat dump.toc
                """);
        assertThat(sheet)
                .contains(
                        "PQ sub-channel reading (audio track) is supported, data format is BCD.",
                        "TRACK MODE1",
                        "SILENCE 00:02:00",
                        "FILE \"dump\" #" + data.length + " 0 00:08:00",
                        "FILE \"dump\" #" + data.length + " 00:08:00 00:06:00");
        assertThat(guest.output("head -c " + data.length + " /tmp/dump | sha256sum"))
                .startsWith(sum(data));
        // It stores samples with their high byte first.
        assertThat(guest.output("tail -c +" + (data.length + 1) + " /tmp/dump | dd conv=swab 2>/dev/null | sha256sum"))
                .startsWith(sum(concatenated(FIRST_AUDIO, SECOND_AUDIO)));
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    @Needs(value = Peer.CDPARANOIA, toShow = "cdparanoia rips audio")
    void cdparanoia_ripsWhatWentIn() {
        guest.output("cdparanoia -q -d /dev/sr1 -r 2 /run/first.raw && cdparanoia -q -d /dev/sr1 -r 3 /run/second.raw");
        assertThat(guest.output("sha256sum </run/first.raw; sha256sum </run/second.raw"))
                .isEqualTo(sum(FIRST_AUDIO) + "  -\n" + sum(SECOND_AUDIO) + "  -\n");
    }

    @Test
    @Needs(value = Peer.DVD_RW_TOOLS, toShow = "dvd+rw-mediainfo tells DVD from BD")
    void mediainfo_tellsDvdAndBd() {
        assertThat(guest.run("dvd+rw-mediainfo /dev/sr2").output())
                .contains(
                        "INQUIRY:                [SPINDLE ][OPTICAL DRIVE   ]",
                        "Mounted Media:         10h, DVD-ROM",
                        "Legacy lead-out at:    405001*2KB=829442048");
        assertThat(guest.output("dvd+rw-mediainfo /dev/sr3"))
                .contains(
                        "Mounted Media:         40h, BD-ROM", "Disc status:           complete",
                        "Track Size:            4173825*2KB", "READ CAPACITY:          4173825*2048=8547993600");
    }

    @Test
    @Needs(value = Peer.ISOINFO, toShow = "isoinfo lists files")
    void isoinfo_listsFiles() {
        assertThat(guest.output("isoinfo -d -i /dev/sr0"))
                .contains("Volume id: FILES", "Volume size is: " + data.length / 2048, "Joliet with UCS level 3 found");
        assertThat(guest.output("isoinfo -f -R -i /dev/sr0").lines())
                .contains("/file0", "/file2049", "/file700001", "/sums");
        assertThat(guest.output("isoinfo -R -i /dev/sr0 -x /file700001 | sha256sum"))
                .startsWith(sum(Images.noise(700_001, 700_001)));
    }

    /** One drive for itself, as it loses its disc again and again. */
    @Test
    @Needs(value = Peer.EJECT, toShow = "eject moves the tray and locks it, in every way that it knows")
    void eject_everyForm() {
        for (String form : List.of("", "-r", "-s")) {
            assertThat(guest.run("eject " + form + " /dev/sr4").exitCode()).isZero();
            assertEmpty();
            assertThat(guest.run("eject -t /dev/sr4").exitCode()).isZero();
            assertFull();
        }
        assertThat(guest.run("eject -T /dev/sr4").exitCode()).isZero();
        assertEmpty();
        assertThat(guest.run("eject -T /dev/sr4").exitCode()).isZero();
        assertFull();
        assertThat(guest.run("eject -x 8 /dev/sr4").exitCode()).isZero();
        guest.output("mount -o ro /dev/sr4 /mnt && eject /dev/sr4");
        assertThat(guest.run("grep sr4 /proc/mounts").exitCode()).isEqualTo(1);
        assertEmpty();
        guest.output("eject -t /dev/sr4");
        assertFull();
        assertThat(guest.output("eject -i on /dev/sr4")).contains("CD-Drive may NOT be ejected with device button");
        assertThat(guest.output("eject -i off /dev/sr4")).contains("CD-Drive may be ejected with device button");
    }

    private static void assertEmpty() {
        assertThat(media()).isEmpty();
    }

    private static void assertFull() {
        assertThat(media()).isEqualTo("ID_CDROM_MEDIA=1\n");
    }

    /** Whoever opens the device in the usual way makes the kernel close the tray; this program does not. */
    private static String media() {
        return guest.run("cdrom_id /dev/sr4 | grep ID_CDROM_MEDIA=").output();
    }
}
