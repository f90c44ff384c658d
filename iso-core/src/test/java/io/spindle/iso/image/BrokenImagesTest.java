package io.spindle.iso.image;

import static io.spindle.iso.image.ImageBytes.joined;
import static io.spindle.iso.image.ImageBytes.noise;
import static io.spindle.iso.image.ImageBytes.numbered;
import static io.spindle.iso.image.ImageBytes.raw;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.SubChannel;
import io.spindle.iso.disc.Track;
import io.spindle.iso.disc.UserDataView;
import io.spindle.iso.inspection.Inspector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that were damaged or cut: each is read as far as it goes, or refused with a reason, and leaves no file open. */
final class BrokenImagesTest {
    private static final int IMAGES = 500;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final SectorSelection EVERYTHING = ImageBytes.whole(SubChannel.RAW);

    @TempDir
    private Path folder;

    /** A file of an image; the first is the one that is opened. */
    private record Part(String name, byte[] bytes) {}

    @ParameterizedTest
    @ValueSource(strings = {"cue", "toc", "ccd", "nrg", "nrg1", "mds", "raw", "iso"})
    void damaged_inAnyPlace_isReadOrRefused(String kind) throws IOException {
        List<Part> good = good(kind);
        write(good);
        assertThat(opens(good)).isTrue();
        long before = openFiles();
        Random random = new Random(kind.hashCode());
        int[] read = new int[1];
        Assertions.assertTimeout(LIMIT, () -> {
            for (int i = 0; i < IMAGES; i++) {
                write(broken(good, random));
                read[0] += opens(good) ? 1 : 0;
            }
        });
        boolean anythingIsAnImage = kind.equals("raw") || kind.equals("iso");
        assertThat(read[0]).isBetween(30, anythingIsAnImage ? IMAGES : IMAGES - 30);
        assertThat(openFiles()).isLessThan(before + 20);
    }

    private static List<Part> good(String kind) throws IOException {
        byte[] data = raw(noise(2048 * 20, 1));
        byte[] audio = numbered(2352, 20, 12);
        byte[] both = joined(data, audio);
        return switch (kind) {
            case "cue" ->
                List.of(
                        text(
                                "g.cue",
                                "FILE g.bin BINARY\nTRACK 01 MODE1/2352\nINDEX 01 00:00:00\n"
                                        + "TRACK 02 AUDIO\nPREGAP 00:00:02\nINDEX 01 00:00:20\n"),
                        new Part("g.bin", both));
            case "toc" ->
                List.of(
                        text(
                                "g.toc",
                                "CD_ROM\nTRACK MODE1_RAW\nDATAFILE \"d.bin\"\nTRACK AUDIO\nSILENCE 00:00:02\n"
                                        + "START\nFILE \"a.wav\" 0\n"),
                        new Part("d.bin", data),
                        new Part("a.wav", CueFormatTest.wave(audio, "data", audio.length)));
            case "ccd" ->
                List.of(
                        new Part("g.ccd", seed("ccd_anyBytes_isLaidOutOrRefused/mixed.ccd")),
                        new Part("g.img", both),
                        new Part("g.sub", noise(96 * 32, 2)));
            case "nrg" -> List.of(new Part("g.nrg", seed("nrg_anyBytes_isLaidOutOrRefused/daox.nrg")));
            case "nrg1" -> List.of(new Part("g.nrg", seed("nrg_anyBytes_isLaidOutOrRefused/etnf.nrg")));
            case "mds" ->
                List.of(
                        new Part(
                                "g.mds",
                                new MdsBytes(0)
                                        .track(0xAA, 0, 4, 2352, 0, 0, 150, 20)
                                        .track(0xA9, 0, 2, 2352, 22, 20 * 2352, 2, 12)
                                        .named(false, "*.mdf")),
                        new Part("g.mdf", both));
            case "raw" -> List.of(new Part("g.bin", data));
            default -> List.of(new Part("g.iso", noise(2048 * 20, 1)));
        };
    }

    private static Part text(String name, String text) {
        return new Part(name, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] seed(String name) throws IOException {
        try (InputStream in = BrokenImagesTest.class.getResourceAsStream("ImageFuzzTestInputs/" + name)) {
            return in.readAllBytes();
        }
    }

    /** Mostly the first file damaged, which is where something is told; sometimes another damaged, cut or missing. */
    private static List<Part> broken(List<Part> good, Random random) {
        List<Part> parts = new ArrayList<>(good);
        int which = random.nextInt(3) > 0 ? 0 : random.nextInt(good.size());
        Part part = parts.get(which);
        byte[] bytes = part.bytes().clone();
        switch (random.nextInt(8)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 1 -> bytes = Arrays.copyOf(bytes, random.nextInt(3));
            case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(3000));
            case 3 -> bytes = Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length);
            default -> {
                for (int i = random.nextInt(4); i >= 0; i--) {
                    // The tables of most formats are at an end.
                    int room = Math.min(bytes.length, 400);
                    int at = random.nextInt(room);
                    bytes[random.nextBoolean() ? at : bytes.length - 1 - at] = (byte) random.nextInt(256);
                }
            }
        }
        parts.set(which, new Part(part.name(), bytes));
        if (which > 0 && random.nextInt(5) == 0) {
            parts.remove(which);
        }
        return parts;
    }

    private void write(List<Part> parts) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        for (Part part : parts) {
            Files.write(folder.resolve(part.name()), part.bytes());
        }
    }

    /** False when the image is refused. */
    private boolean opens(List<Part> parts) throws IOException {
        Path file = folder.resolve(parts.get(0).name());
        try {
            DiscImages.companions(file);
            try (DiscImage image = DiscImages.open(file)) {
                read(image.disc());
            }
            return true;
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
            return false;
        } catch (NoSuchFileException e) {
            throw new AssertionError(e);
        }
    }

    private static void read(Disc disc) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(2448 + 16);
        for (Track track : disc.tracks()) {
            for (long lba : new long[] {
                track.pregap().value(), track.start().value(), track.end().value() - 1
            }) {
                SectorSelection selection = lba < 449_850 ? EVERYTHING : SectorSelection.USER_DATA;
                disc.sectors().read(lba, 1, selection, out.clear());
                assertThat(out.position()).isGreaterThanOrEqualTo(2048);
            }
        }
        Inspector.inspect(UserDataView.inspected(disc), UserDataView.firstSector(disc));
    }

    private static long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
