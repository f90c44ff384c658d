package io.spindle.iso.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorSelection;
import io.spindle.iso.disc.Track;
import io.spindle.iso.image.CueSheet.FileLine;
import io.spindle.iso.synthetic.PatternByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Sheets, tables and audio files of any bytes: they are read, or refused with the one exception that says so. */
final class ImageFuzzTest {
    private static final int MUTATIONS = 600;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** A whole number of sectors of every length. */
    private static final long SOURCE_BYTES = 1000L * 2048 * 147 * 146 * 153 / 73;

    @FuzzTest(maxDuration = "60s")
    void sheet_anyBytes_isLaidOutOrRefused(byte[] bytes) throws IOException {
        layOut(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void wave_anyBytes_isReadOrRefused(byte[] bytes) throws IOException {
        samples(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void toc_anyBytes_isLaidOutOrRefused(byte[] bytes) throws IOException {
        toc(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void ccd_anyBytes_isLaidOutOrRefused(byte[] bytes) throws IOException {
        ccd(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void nrg_anyBytes_isLaidOutOrRefused(byte[] bytes) throws IOException {
        nrg(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void mds_anyBytes_isLaidOutOrRefused(byte[] bytes) throws IOException {
        mds(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void raw_anyBytes_isSectorsOrNone(byte[] bytes) {
        new RawSectors(ByteBuffer.wrap(bytes)).find();
    }

    @Test
    void formats_mutated_areLaidOutOrRefused() {
        mutate(
                "toc_anyBytes_isLaidOutOrRefused",
                ImageFuzzTest::toc,
                "mixed.toc",
                "samples.toc",
                "texts.toc",
                "modes.toc");
        mutate("ccd_anyBytes_isLaidOutOrRefused", ImageFuzzTest::ccd, "mixed.ccd", "sessions.ccd");
        mutate("nrg_anyBytes_isLaidOutOrRefused", ImageFuzzTest::nrg, "daox.nrg", "daoi.nrg", "etnf.nrg", "etn2.nrg");
        mutate("mds_anyBytes_isLaidOutOrRefused", ImageFuzzTest::mds, "mixed.mds", "dvd.mds");
    }

    private interface Reading {
        /** False when the bytes are refused. */
        boolean reads(byte[] bytes) throws IOException;
    }

    private static void mutate(String folder, Reading reading, String... seeds) {
        Random random = new Random(folder.hashCode());
        Assertions.assertTimeout(LIMIT, () -> {
            int laidOut = 0;
            for (String seed : seeds) {
                byte[] good = seed(folder + "/" + seed);
                assertThat(reading.reads(good)).as(seed).isTrue();
                for (int i = 0; i < MUTATIONS; i++) {
                    laidOut += reading.reads(mutated(good, random)) ? 1 : 0;
                }
            }
            assertThat(laidOut).as(folder).isBetween(50, seeds.length * MUTATIONS - 50);
        });
    }

    private static boolean toc(byte[] bytes) throws IOException {
        return isRead(() -> {
            TocSheet sheet = TocParser.parse(SheetText.decode(ByteBuffer.wrap(bytes)));
            return new TocLayout(sheet, part -> new PatternByteSource(SOURCE_BYTES)).disc();
        });
    }

    private static boolean ccd(byte[] bytes) throws IOException {
        return isRead(() -> {
            CcdSheet sheet = CcdParser.parse(SheetText.decode(ByteBuffer.wrap(bytes)));
            ByteSource image = new PatternByteSource(SOURCE_BYTES);
            return new CcdLayout(sheet, image, Optional.of(new PatternByteSource(SOURCE_BYTES))).disc();
        });
    }

    private static boolean nrg(byte[] bytes) throws IOException {
        return isRead(() -> {
            ByteSource file = new MemoryByteSource(bytes);
            if (!NrgParser.isAt(ByteBuffer.wrap(bytes, Math.max(0, bytes.length - 12), Math.min(12, bytes.length))
                    .slice())) {
                throw new ImageFormatException("none");
            }
            return new NrgLayout(NrgParser.parse(file), file).disc();
        });
    }

    private static boolean mds(byte[] bytes) throws IOException {
        return isRead(() -> {
            MdsSheet sheet = MdsParser.parse(ByteBuffer.wrap(bytes));
            return new MdsLayout(sheet, name -> new PatternByteSource(SOURCE_BYTES)).disc();
        });
    }

    private static boolean isRead(OpenFiles.Opening opening) throws IOException {
        try {
            readSome(opening.disc());
            return true;
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
            return false;
        }
    }

    @Test
    void tocsAndControlFiles_asLongAsTheyMayBe_areRefusedSoon() {
        int length = SheetText.MAXIMUM_BYTES;
        for (String piece : List.of(
                "\"",
                "\n",
                "//",
                "\\",
                "\"\\351",
                "1:",
                "TRACK AUDIO ",
                "TRACK AUDIO FILE \"a\" 0 ",
                "CD_TEXT {",
                "[A 1]\n",
                "[Entry 1]\nSession=1\n",
                "INDEX 1=1\n",
                "[",
                "=")) {
            byte[] sheet = piece.repeat(length / piece.length()).getBytes(StandardCharsets.US_ASCII);
            Assertions.assertTimeout(
                    LIMIT, () -> assertThat(toc(sheet) || ccd(sheet)).isFalse());
        }
    }

    @Test
    void descriptor_whoseTablesOverlap_takesNoMoreThanItsLength() throws IOException {
        byte[] mds = Arrays.copyOf(seed("mds_anyBytes_isLaidOutOrRefused/mixed.mds"), 4 << 20);
        ByteBuffer bytes = ByteBuffer.wrap(mds).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(mds, 400, mds.length, (byte) 'x');
        bytes.put(98, (byte) 0xFF);
        for (int count : new int[] {99, 2}) {
            bytes.putShort(20, (short) count).putInt(192 + 48, 999).putInt(272 + 48, 999);
            Assertions.assertTimeout(LIMIT, () -> assertThat(mds(mds)).isFalse());
        }
    }

    @Test
    void sheets_mutated_areLaidOutOrRefused() throws IOException {
        Random random = new Random(1);
        int laidOut = 0;
        int refused = 0;
        for (String seed : List.of("mixed.cue", "sessions.cue", "forms.cue", "latin1.cue", "bom.cue", "quotes.cue")) {
            byte[] sheet = seed("sheet_anyBytes_isLaidOutOrRefused/" + seed);
            for (int i = 0; i < MUTATIONS; i++) {
                if (layOut(mutated(sheet, random))) {
                    laidOut++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(laidOut).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void waves_mutated_areReadOrRefused() throws IOException {
        Random random = new Random(2);
        int read = 0;
        int refused = 0;
        for (String seed : List.of("plain.wav", "list.wav", "huge.wav", "extensible.wav")) {
            byte[] wave = seed("wave_anyBytes_isReadOrRefused/" + seed);
            for (int i = 0; i < MUTATIONS; i++) {
                if (samples(mutated(wave, random))) {
                    read++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(read).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void sheets_asLongAsTheyMayBe_areRefusedSoon() {
        int length = SheetText.MAXIMUM_BYTES;
        for (String piece :
                List.of("\"", "\n", "FILE a BINARY\n", "TRACK 1 AUDIO\n", "TITLE \"", "0:", "REM \t ", "FILE ")) {
            byte[] sheet = piece.repeat(length / piece.length()).getBytes(StandardCharsets.US_ASCII);
            Assertions.assertTimeout(LIMIT, () -> assertThat(layOut(sheet)).isFalse());
        }
    }

    /** False when the sheet is refused. */
    private static boolean layOut(byte[] sheet) throws IOException {
        try {
            CueSheet parsed = CueSheetParser.parse(SheetText.decode(ByteBuffer.wrap(sheet)));
            List<ByteSource> files = new ArrayList<>();
            for (FileLine file : parsed.files()) {
                // Whole numbers of sectors of every length, for most names.
                long sectors = Math.floorMod(file.name().hashCode(), 50) + 1000;
                files.add(new PatternByteSource(sectors * 2048 * 147 * 146 * 153 / 73));
            }
            readSome(new CueLayout(parsed, files)
                    .disc(SheetTexts.packs(
                            parsed.tracks().get(0).number(),
                            parsed.texts(),
                            parsed.tracks().stream()
                                    .map(CueSheet.TrackLines::texts)
                                    .toList())));
            return true;
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
            return false;
        }
    }

    private static void readSome(Disc disc) throws IOException {
        assertThat(disc.cdText().remaining()).isLessThanOrEqualTo(256 * 18);
        ByteBuffer sector = ByteBuffer.allocate(2352);
        for (Track track : disc.tracks()) {
            for (long lba : new long[] {track.pregap().value(), track.end().value() - 1}) {
                disc.sectors().read(lba, 1, SectorSelection.USER_DATA, sector.clear());
                assertThat(sector.position()).isGreaterThanOrEqualTo(2048);
            }
        }
    }

    private static boolean samples(byte[] file) throws IOException {
        try {
            ByteSource samples = WaveFile.samples(new MemoryByteSource(file));
            assertThat(samples.lengthBytes()).isPositive().isLessThanOrEqualTo(file.length);
            samples.read(0, ByteBuffer.allocate((int) samples.lengthBytes()));
            return true;
        } catch (ImageFormatException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n").hasSizeLessThan(300);
            return false;
        }
    }

    /** One to three places changed, doubled or left out. */
    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] now = bytes;
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(now.length);
            int length = Math.min(random.nextInt(8) + 1, now.length - at);
            ByteBuffer next = ByteBuffer.allocate(now.length + length);
            next.put(now, 0, at);
            switch (random.nextInt(4)) {
                case 0 -> next.put((byte) random.nextInt(256)).put(now, at + 1, now.length - at - 1);
                case 1 -> next.put(now, at, length).put(now, at, now.length - at);
                case 2 -> next.put(now, at + length, now.length - at - length);
                default -> next.put((byte) ('0' + random.nextInt(10))).put(now, at + 1, now.length - at - 1);
            }
            now = Arrays.copyOf(next.array(), Math.max(1, next.position()));
        }
        return now;
    }

    private static byte[] seed(String name) throws IOException {
        try (InputStream in = ImageFuzzTest.class.getResourceAsStream("ImageFuzzTestInputs/" + name)) {
            return in.readAllBytes();
        }
    }
}
