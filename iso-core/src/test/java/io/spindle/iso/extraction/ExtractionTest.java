package io.spindle.iso.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.contents.DiscContents;
import io.spindle.iso.contents.IsoImage;
import io.spindle.iso.contents.UdfImage;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a disc says is not believed. */
final class ExtractionTest {
    @TempDir
    private Path folder;

    private Extraction.Result extract(byte[] image) throws IOException {
        Volume volume = DiscContents.open(new MemoryByteSource(image), 0, ParseLimits.generous())
                .preferred()
                .orElseThrow();
        return new Extraction(volume, folder.resolve("out"), (path, done, total) -> true).run(volume.root());
    }

    @Test
    void stopped_atAFile_leavesNoPartOfIt() {
        Volume volume = DiscContents.open(new MemoryByteSource(IsoImage.sample().bytes()), 0, ParseLimits.generous())
                .preferred()
                .orElseThrow();
        Path out = folder.resolve("out");
        Extraction stopped = new Extraction(volume, out, (path, done, total) -> !path.equals("a file"));
        assertThatThrownBy(() -> stopped.run(volume.root())).isInstanceOf(CancellationException.class);
        assertThat(out).isDirectoryNotContaining("glob:**/a file");
    }

    private static String link(String target) {
        StringBuilder out = new StringBuilder();
        for (String part : target.split("/", -1)) {
            out.append(part.equals("..") ? "04 00" : part.isEmpty() ? "08 00" : "");
            if (!part.equals("..") && !part.isEmpty()) {
                out.append(String.format("00 %02X ", part.length())).append(IsoImage.text(part));
            }
        }
        int lengthBytes = 5 + out.toString().replace(" ", "").length() / 2;
        return IsoImage.px(0120777) + String.format("53 4C %02X 01 00 ", lengthBytes) + out;
    }

    @Test
    void sample_extracted_isThereWithModesAndTimes() throws IOException {
        Extraction.Result result = extract(IsoImage.sample().bytes());
        assertThat(result.complete()).isTrue();
        assertThat(result.files()).isEqualTo(4);
        assertThat(result.links()).isEqualTo(1);
        Path file = folder.resolve("out/a file");
        assertThat(Files.size(file)).isEqualTo(2048);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(Instant.parse("2020-01-02T03:04:05Z"));
        assertThat(Files.readAllBytes(folder.resolve("out/link/in.txt"))).hasSize(10);
    }

    @Test
    void links_thatLeave_areLeftOut() throws IOException {
        for (String target : new String[] {"/etc/passwd", "..", "../x", "dir/../../x"}) {
            byte[] image = new IsoImage()
                    .record(IsoImage.text("L.;1"), 0, 0, 0, IsoImage.nm("l" + target.length()) + link(target))
                    .bytes();
            Extraction.Result result = extract(image);
            assertThat(result.findings()).extracting(Finding::code).containsExactly("link-leaves");
            assertThat(result.complete()).isFalse();
            assertThat(folder.resolve("out")).isEmptyDirectory();
        }
    }

    @Test
    void file_behindALinkOfTheSameName_isNotWrittenThroughIt() throws IOException {
        // A link "d" and a directory "d" with a file in it: what follows a link would write to where it points.
        byte[] image = new IsoImage()
                .record(IsoImage.text("A.;1"), 0, 0, 0, IsoImage.nm("d") + link("elsewhere"))
                .record(IsoImage.text("B"), IsoImage.SUB, 2048, 2, IsoImage.nm("d"))
                .record(IsoImage.text("C"), IsoImage.CONTINUATION, 2048, 2, IsoImage.nm("elsewhere"))
                .in(IsoImage.SUB)
                .record(IsoImage.text("X.;1"), IsoImage.DATA, 1, 0, IsoImage.nm("x"))
                .bytes();
        Extraction.Result result = extract(image);
        assertThat(folder.resolve("out/elsewhere")).isEmptyDirectory();
        assertThat(Files.isDirectory(folder.resolve("out/d"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
        assertThat(result.findings()).extracting(Finding::code).containsExactly("exists");
    }

    @Test
    void linkInTheFolder_fromBefore_isNotFollowed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.createDirectory(folder.resolve("out"));
        Files.createSymbolicLink(folder.resolve("out/dir"), outside);
        Files.createSymbolicLink(folder.resolve("out/a file"), outside.resolve("new"));
        Extraction.Result result = extract(IsoImage.sample().bytes());
        assertThat(outside).isEmptyDirectory();
        assertThat(result.complete()).isFalse();
        assertThat(result.findings()).extracting(Finding::code).containsOnly("exists");
    }

    @Test
    void names_ofOneSpelling_areNeverMixed() throws IOException {
        byte[] image = new IsoImage()
                .record(IsoImage.text("A.;1"), IsoImage.DATA, 1, 0, IsoImage.nm("same"))
                .record(IsoImage.text("B.;1"), IsoImage.DATA, 2, 0, IsoImage.nm("same"))
                .record(IsoImage.text("C.;1"), IsoImage.DATA, 3, 0, IsoImage.nm("c\u001b[2J"))
                .bytes();
        Extraction.Result result = extract(image);
        assertThat(folder.resolve("out/same")).hasSize(1);
        assertThat(folder.resolve("out/c_[2J")).hasSize(3);
        assertThat(result.findings()).extracting(Finding::code).containsExactly("exists", "renamed");
        assertThat(result.findings()).extracting(Finding::text).noneMatch(text -> text.contains("\u001b"));
    }

    @Test
    void devices_areLeftOut() throws IOException {
        byte[] image = new IsoImage()
                .record(IsoImage.text("A.;1"), 0, 0, 0, IsoImage.nm("null") + IsoImage.px(0020666))
                .bytes();
        assertThat(extract(image).findings()).extracting(Finding::code).containsExactly("special-file");
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void file_behindTheEnd_leavesNothing() throws IOException {
        byte[] image = new IsoImage()
                .record(IsoImage.text("X.;1"), 31, 1 << 20, 0, IsoImage.nm("x"))
                .bytes();
        assertThat(extract(image).complete()).isFalse();
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }

    @Test
    void files_thatNoDiskHolds_areRefusedBeforeAnythingIsWritten() {
        byte[] bytes = new UdfImage(UdfImage.Kind.PHYSICAL, 1L << 62).bytes();
        assertThatThrownBy(() -> extract(bytes)).hasMessageContaining("there is room for");
        assertThat(folder.resolve("out")).isEmptyDirectory();
    }
}
