package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.DiscIdentity;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.image.DiscImage;
import io.spindle.iso.image.DiscImages;
import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import io.spindle.it.harness.VideoCd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compressed images that programs of others made, as clients and users meet them. */
final class PackedIT {
    private static final int RAW_BYTES = 2352;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** How each image is packed; $1 is the image, and what is printed the packed one. */
    private static final Map<String, String> PACKERS = new LinkedHashMap<>(Map.of(
            "blocks.iso.xz", "xz -1 -c --block-size=1MiB \"$1\"",
            "threads.iso.xz", "xz -0 -c -T2 \"$1\"",
            "gzip.iso.gz", "gzip -1 -c \"$1\"",
            "members.iso.gz", "{ head -c 1000000 \"$1\" | gzip -1; tail -c +1000001 \"$1\" | pigz -1; }",
            "zstd.iso.zst", "zstd -q -c \"$1\"",
            "strong.iso.zst", "zstd -q -19 -c \"$1\"",
            "frames.iso.zst", "pzstd -q -c -p 2 \"$1\"",
            "bzip2.iso.bz2", "bzip2 -1 -c \"$1\""));

    @TempDir
    private Path root;

    @Test
    @Needs(
            value = {
                Peer.XZ,
                Peer.GZIP,
                Peer.PIGZ,
                Peer.ZSTD,
                Peer.PZSTD,
                Peer.BZIP2,
                Peer.NBDCOPY,
                Peer.QEMU_IMG,
                Peer.GENISOIMAGE
            },
            toShow = "that compressed images are served as what they were packed from")
    void compressedImages_servedByNbd_areTheImage() throws IOException {
        Path iso = iso();
        Path folder = Files.createDirectory(root.resolve("discs"));
        PACKERS.forEach((name, packer) -> pack(packer, iso, folder.resolve(name)));
        Images.rested(Files.write(folder.resolve("game.cso"), cso(Files.readAllBytes(iso))));
        Path state = root.resolve("names");
        try (SpindleProcess first = SpindleProcess.serve(folder, "--state", state, "--control-socket", socket())) {
            Await.until(
                    "all images are expanded",
                    LIMIT,
                    () -> discs().contains("\"expanding\":[]"),
                    () -> discs() + first.errors());
        }
        // What was expanded once is there at once.
        try (SpindleProcess spindle = SpindleProcess.serve(folder, "--state", state, "--control-socket", socket())) {
            assertThat(spindle.discs())
                    .extracting(SpindleProcess.ServedDisc::name)
                    .containsExactly(
                            "blocks.iso",
                            "bzip2.iso",
                            "frames.iso",
                            "game.cso",
                            "gzip.iso",
                            "members.iso",
                            "strong.iso",
                            "threads.iso",
                            "zstd.iso");
            for (SpindleProcess.ServedDisc disc : spindle.discs()) {
                assertThat(disc.sizeBytes()).isEqualTo(Files.size(iso));
                Path copy = root.resolve("copy");
                Command.of("nbdcopy", disc.urls().get(0), copy).output();
                assertThat(Files.mismatch(copy, iso)).as(disc.name()).isEqualTo(-1);
            }
            Command.of("qemu-img", "compare", "-f", "raw", "-F", "raw", spindle.url("blocks.iso"), iso)
                    .output();
        }
        try (var stored = Files.list(root.resolve("expanded"))) {
            List<Path> files = stored.toList();
            assertThat(files).hasSize(6);
            Path again = root.resolve("again");
            Command.of("zstd", "-q", "-d", "-f", files.get(0), "-o", again).output();
            assertThat(Files.mismatch(again, iso)).isEqualTo(-1);
        }
    }

    private Path socket() {
        return root.resolve("control.sock");
    }

    private String discs() {
        return Command.of(SpindleProcess.PROGRAM, "discs", "--json", "--server", socket())
                .run()
                .output();
    }

    @Test
    @Needs(
            value = {Peer.GZIP, Peer.GENISOIMAGE},
            toShow = "that commands look into compressed images")
    void commands_lookIntoCompressedImages() throws IOException {
        Path iso = iso();
        Path packed = root.resolve("a.iso.gz");
        pack("gzip -1 -c \"$1\"", iso, packed);
        Command.Result info = spindle("info", packed);
        assertThat(info.exitCode()).isZero();
        assertThat(info.output()).contains("PACKED", "ISO in gzip");
        assertThat(info.errors()).contains("has to be expanded");
        Command.Result list = spindle("ls", packed);
        assertThat(list.output()).contains("text");
        assertThat(list.errors()).isEmpty();
        assertThat(spindle("cat", packed, "/text").output()).startsWith("line 0\nline 1\n");
        Path cut = Files.write(root.resolve("cut.iso.gz"), Arrays.copyOf(Files.readAllBytes(packed), 100_000));
        Command.Result refused = spindle("info", cut);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains("the gzip file is damaged or cut").doesNotContain("Exception", "\tat ");
    }

    private Command.Result spindle(Object... words) {
        return Command.of(SpindleProcess.PROGRAM)
                .append(words)
                .with("XDG_STATE_HOME", root.resolve("state"))
                .run();
    }

    @Test
    @Needs(
            value = {Peer.CHDMAN, Peer.VCDIMAGER, Peer.XZ},
            toShow = "that every sector of a CHD is what chdman takes out of it")
    void chd_ofEveryCodec_hasTheSectorsThatChdmanTakesOut() throws IOException {
        Path mixed = mixedSheet();
        for (String codecs : List.of("cdzl", "cdlz", "cdfl", "none", "cdlz,cdzl,cdfl")) {
            check(mixed, "mixed-" + codecs.length() + codecs.charAt(2), "-c", codecs);
        }
        check(VideoCd.in(root).cue(), "video");
        Path iso = Files.write(root.resolve("plain.iso"), Images.noise(2048 * 301, 5));
        Command.of("chdman", "createcd", "-i", iso, "-o", root.resolve("plain.chd"))
                .output();
        assertSameDisc(iso, root.resolve("plain.chd"));
        Command.of("xz", "--keep", "--block-size=65536", root.resolve("plain.chd"))
                .output();
        assertSameDisc(iso, root.resolve("plain.chd.xz"));
    }

    private void check(Path sheet, String name, Object... codecs) throws IOException {
        Path chd = root.resolve(name + ".chd");
        Command.of("chdman", "createcd", "-i", sheet, "-o", chd).append(codecs).output();
        Path again = root.resolve(name + ".again.cue");
        Command.of("chdman", "extractcd", "-i", chd, "-o", again, "-ob", root.resolve(name + ".again.bin"))
                .output();
        assertSameDisc(again, chd);
        // The format keeps no flags of tracks, so that the discs differ, but not their sectors.
        assertSameSectors(sheet, chd);
    }

    private static void assertSameDisc(Path one, Path other) throws IOException {
        try (DiscImage expected = DiscImages.open(one);
                DiscImage image = DiscImages.open(other)) {
            assertThat(DiscIdentity.of(image.disc())).isEqualTo(DiscIdentity.of(expected.disc()));
        }
        assertSameSectors(one, other);
    }

    private static void assertSameSectors(Path one, Path other) throws IOException {
        try (DiscImage expected = DiscImages.open(one);
                DiscImage image = DiscImages.open(other)) {
            int count = (int) image.disc().leadOut().value();
            for (int lba = 0; lba < count; lba++) {
                assertThat(raw(image.disc(), lba, 1))
                        .as(other + ", sector " + lba)
                        .isEqualTo(raw(expected.disc(), lba, 1));
            }
        }
    }

    private static byte[] raw(Disc disc, int lba, int count) throws IOException {
        ByteBuffer sectors = ByteBuffer.allocate(count * RAW_BYTES);
        disc.sectors().read(lba, count, SectorSelection.RAW, sectors);
        return sectors.array();
    }

    /** Data with parity right and wrong, then audio: tones, silence and noise, with a gap in the file and one that is made. */
    private Path mixedSheet() throws IOException {
        int data = 301;
        byte[] sectors = raw(Disc.ofUserData(new MemoryByteSource(Images.noise(2048 * data, 6))), 0, data);
        sectors[RAW_BYTES * 7 + 2100] ^= 1;
        int audio = 450;
        ByteBuffer samples = ByteBuffer.allocate(RAW_BYTES * audio).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; samples.hasRemaining(); i++) {
            double noise = i % 20_000 < 3000 ? Math.sin(i * 12.9898) * 30_000 : 0;
            boolean silence = i % 50_000 > 45_000;
            samples.putShort((short) (silence ? 0 : 9000 * Math.sin(i / 31.0) + noise / 2));
            samples.putShort((short) (silence ? 0 : 8000 * Math.sin(i / 29.0) + noise / 3));
        }
        ByteBuffer all = ByteBuffer.allocate(sectors.length + samples.capacity());
        Files.write(
                root.resolve("mixed.bin"), all.put(sectors).put(samples.array()).array());
        return Files.writeString(root.resolve("mixed.cue"), """
                FILE "mixed.bin" BINARY
                  TRACK 01 MODE1/2352
                    INDEX 01 00:00:00
                  TRACK 02 AUDIO
                    INDEX 00 00:04:01
                    INDEX 01 00:05:03
                  TRACK 03 AUDIO
                    PREGAP 00:01:00
                    INDEX 01 00:07:30
                """);
    }

    private Path iso() throws IOException {
        Path tree = Files.createDirectory(root.resolve("tree"));
        Images.random(tree.resolve("noise"), 3_000_000, 1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300_000; i++) {
            text.append("line ").append(i).append('\n');
        }
        Files.writeString(tree.resolve("text"), text);
        Path iso = root.resolve("made.iso");
        Command.of("genisoimage", "-quiet", "-R", "-V", "PACKED", "-o", iso, tree)
                .output();
        return iso;
    }

    private static void pack(String packer, Path iso, Path packed) {
        Command.of("bash", "-c", packer + " > \"$2\"", "pack", iso, packed).output();
        try {
            Images.rested(packed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For this there is no program in Debian. */
    private static byte[] cso(byte[] image) {
        int count = image.length / 2048;
        ByteBuffer file = ByteBuffer.allocate(2 * image.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x4F534943).putInt(24).putLong(image.length).putInt(2048).putInt(1);
        int at = 24 + 4 * (count + 1);
        byte[] packed = new byte[4096];
        for (int block = 0; block < count; block++) {
            Deflater deflater = new Deflater(1, true);
            deflater.setInput(image, block * 2048, 2048);
            deflater.finish();
            int length = deflater.deflate(packed);
            boolean stored = length >= 2048;
            file.putInt(24 + 4 * block, stored ? at | 0x80000000 : at);
            file.put(at, stored ? image : packed, stored ? block * 2048 : 0, stored ? 2048 : length);
            at += stored ? 2048 : length;
        }
        file.putInt(24 + 4 * count, at);
        return Arrays.copyOf(file.array(), at);
    }
}
