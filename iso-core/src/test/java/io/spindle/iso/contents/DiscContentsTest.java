package io.spindle.iso.contents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.filesystem.FileKind;
import io.spindle.iso.filesystem.FileNode;
import io.spindle.iso.filesystem.FileTree;
import io.spindle.iso.filesystem.ParseLimits;
import io.spindle.iso.filesystem.TreeKind;
import io.spindle.iso.filesystem.Volume;
import io.spindle.iso.inspection.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** ECMA-119, Joliet, SUSP, RRIP and UDF, against images that were written by hand. */
final class DiscContentsTest {
    private static DiscContents open(byte[] image) {
        return DiscContents.open(new MemoryByteSource(image), 0, ParseLimits.generous());
    }

    private static Volume preferred(byte[] image) {
        return open(image).preferred().orElseThrow();
    }

    private static List<String> walk(Volume volume, List<Finding> faults) {
        List<String> paths = new ArrayList<>();
        faults.addAll(new FileTree(volume, ParseLimits.generous())
                .walk(
                        "",
                        volume.root(),
                        (path, nodes) -> nodes.forEach(node -> paths.add(FileTree.join(path, node.name())))));
        faults.addAll(volume.findings());
        return paths;
    }

    private static List<String> codes(byte[] image) {
        List<Finding> faults = new ArrayList<>();
        walk(preferred(image), faults);
        return faults.stream().map(Finding::code).toList();
    }

    private static FileNode find(Volume volume, String path) {
        return new FileTree(volume, ParseLimits.generous()).find(path, true).orElseThrow();
    }

    private static byte[] content(Volume volume, String path) throws IOException {
        try (ByteSource source = volume.open(find(volume, path))) {
            ByteBuffer out = ByteBuffer.allocate((int) source.lengthBytes());
            source.read(0, out);
            return out.array();
        }
    }

    @Test
    void iso9660_allTrees_areOpenedInOrder() {
        DiscContents contents = open(IsoImage.sample().bytes());
        assertThat(contents.volumes())
                .extracting(Volume::kind)
                .containsExactly(TreeKind.ROCK_RIDGE, TreeKind.JOLIET, TreeKind.ISO_9660);
        List<Finding> faults = new ArrayList<>();
        assertThat(walk(contents.volumes().get(0), faults))
                .containsExactly("a file", "big", "dir", "link", "behind and more  ", "dir/in.txt");
        assertThat(walk(contents.volumes().get(1), faults)).containsExactly("Jö");
        assertThat(walk(contents.volumes().get(2), faults)).containsExactly("A", "B", "D", "L", "N", "D/IN.TXT");
        assertThat(faults).isEmpty();
        assertThat(contents.volumes().get(0).label()).contains("PRIMARY");
        assertThat(contents.volumes().get(1).label()).contains("JOLIET");
    }

    @Test
    void rockRidge_fields_areRead() throws IOException {
        Volume volume = preferred(IsoImage.sample().bytes());
        FileNode file = find(volume, "a file");
        assertThat(file.kind()).isEqualTo(FileKind.FILE);
        assertThat(file.posix().orElseThrow().permissions()).isEqualTo(0640);
        assertThat(file.posix().orElseThrow().userId()).isEqualTo(7);
        assertThat(file.posix().orElseThrow().groupId()).isEqualTo(8);
        assertThat(file.times().modified()).contains(Instant.parse("2020-01-02T03:04:05Z"));
        assertThat(find(volume, "big").lengthBytes()).isEqualTo(2148);
        assertThat(content(volume, "big")[2048 + 99]).isEqualTo((byte) 99);
        assertThat(content(volume, "/link/in.txt")).hasSize(10).startsWith(0, 1, 2);
    }

    @Test
    void joliet_anySpelling_isNotTaken_butPlainIs() {
        DiscContents contents = open(IsoImage.sample().bytes());
        FileTree joliet = new FileTree(contents.tree(TreeKind.JOLIET).orElseThrow(), ParseLimits.generous());
        FileTree plain = new FileTree(contents.tree(TreeKind.ISO_9660).orElseThrow(), ParseLimits.generous());
        assertThat(joliet.find("jö", true)).isEmpty();
        assertThat(plain.find("d/in.txt", true)).isPresent();
    }

    @Test
    void directoryRecord_broken_isAFindingAndTheRestOfTheSectorIsLeftOut() {
        byte[] image = IsoImage.sample()
                .in(IsoImage.SUB)
                .put(IsoImage.SUB * 2048 + 70 + 32, "FF")
                .bytes();
        assertThat(codes(image)).containsExactly("directory-record");
    }

    @Test
    void file_outsideTheImage_isListedAndFailsToRead() {
        byte[] image =
                new IsoImage().record(IsoImage.text("X.;1"), 31, 4097, 0, "").bytes();
        assertThat(codes(image)).containsExactly("extent-outside");
        Volume volume = preferred(image);
        assertThatThrownBy(() -> content(volume, "X")).isInstanceOf(IOException.class);
    }

    @Test
    void directories_inACircle_areWalkedOnce() {
        byte[] image = new IsoImage()
                .record(IsoImage.text("D"), IsoImage.SUB, 2048, 2, "")
                .in(IsoImage.SUB)
                .record(IsoImage.text("UP"), IsoImage.ROOT, 2048, 2, "")
                .record(IsoImage.text("SELF"), IsoImage.SUB, 2048, 2, "")
                .bytes();
        assertThat(codes(image)).containsExactly("directory-twice", "directory-twice");
    }

    @Test
    void directory_saidToBeHuge_isReadAsFarAsTheImageGoes() {
        byte[] image = new IsoImage()
                .record(IsoImage.text("D"), IsoImage.SUB, 0xFFFFFFFF, 2, "")
                .bytes();
        assertThat(codes(image)).contains("directory-outside");
    }

    @Test
    void continuation_inACircle_endsWithAFinding() {
        byte[] image = new IsoImage()
                .record(IsoImage.text("X.;1"), IsoImage.DATA, 1, 0, IsoImage.ce(IsoImage.CONTINUATION, 0, 28))
                .put(IsoImage.CONTINUATION * 2048, IsoImage.ce(IsoImage.CONTINUATION, 0, 28))
                .bytes();
        assertThat(codes(image)).containsExactly("susp-continuation");
    }

    @Test
    void continuation_overTheEndOfItsBlock_isNotRead() {
        byte[] image = new IsoImage()
                .record(IsoImage.text("X.;1"), IsoImage.DATA, 1, 0, IsoImage.ce(IsoImage.CONTINUATION, 2040, 20))
                .bytes();
        assertThat(codes(image)).containsExactly("susp-continuation");
    }

    @Test
    void relocatedDirectory_isWhereItBelongs() {
        byte[] image = new IsoImage()
                .record(
                        IsoImage.text("M.;1"),
                        IsoImage.DATA,
                        0,
                        0,
                        IsoImage.nm("moved") + "43 4C 0C 01 " + IsoImage.both(IsoImage.SUB))
                .record(IsoImage.text("R"), IsoImage.SUB, 2048, 2, IsoImage.nm("hidden") + "52 45 04 01")
                .in(IsoImage.SUB)
                .record("00", IsoImage.SUB, 2048, 2, IsoImage.px(040711))
                .record(IsoImage.text("X.;1"), IsoImage.DATA, 1, 0, IsoImage.nm("x"))
                .bytes();
        List<Finding> faults = new ArrayList<>();
        Volume volume = preferred(image);
        assertThat(walk(volume, faults)).containsExactly("moved", "moved/x");
        assertThat(faults).isEmpty();
        assertThat(find(volume, "moved").posix().orElseThrow().permissions()).isEqualTo(0711);
    }

    @Test
    void names_thatNoPathCanHold_areReplacedOrLeftOut() {
        byte[] image = new IsoImage()
                .record(IsoImage.text("A.;1"), IsoImage.DATA, 1, 0, IsoImage.nm("../etc/passwd"))
                .record(IsoImage.text("B.;1"), IsoImage.DATA, 1, 0, IsoImage.nm(".."))
                .record(IsoImage.text("C.;1"), IsoImage.DATA, 1, 0, IsoImage.nm("a\0b"))
                .bytes();
        List<Finding> faults = new ArrayList<>();
        assertThat(walk(preferred(image), faults)).containsExactly(".._etc_passwd", "a_b");
        assertThat(faults).extracting(Finding::code).containsExactly("bad-name", "bad-name", "bad-name");
    }

    /** As xorriso writes it with {@code -zisofs version_2=on}. */
    @Test
    void zisofs_version2_isToldToBeGivenAsItIsStored() throws IOException {
        IsoImage image = new IsoImage()
                .record(
                        IsoImage.text("Z.;1"),
                        IsoImage.DATA,
                        10,
                        0,
                        IsoImage.nm("z") + "5A 46 10 02 50 5A 06 11 C0 C6 2D 00 00 00 00 00");
        Volume volume = preferred(image.bytes());
        assertThat(content(volume, "z")).hasSize(10);
        assertThat(volume.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("zisofs-unknown");
            assertThat(finding.text()).endsWith("as they are stored: z");
        });
    }

    @Test
    void zisofs_block_isExpandedAndABrokenTableIsAnError() throws IOException {
        byte[] text = "expanded ".repeat(30).getBytes(StandardCharsets.US_ASCII);
        byte[] stream = new byte[100];
        Deflater deflater = new Deflater();
        deflater.setInput(text);
        deflater.finish();
        int streamBytes = deflater.deflate(stream);
        deflater.end();
        // Header, and the pointers to the begin and end of the only block.
        String file = "37 E4 53 96 C9 DB D6 07 0E 01 00 00 04 0F 00 00  18 00 00 00"
                + String.format(" %02X 00 00 00", 24 + streamBytes)
                + HexFormat.of().formatHex(stream, 0, streamBytes);
        IsoImage image = new IsoImage()
                .put(IsoImage.DATA * 2048, file)
                .record(
                        IsoImage.text("Z.;1"),
                        IsoImage.DATA,
                        24 + streamBytes,
                        0,
                        IsoImage.nm("z") + "5A 46 10 01 70 7A 04 0F " + IsoImage.both(270));
        assertThat(content(preferred(image.bytes()), "z")).isEqualTo(text);
        Volume broken =
                preferred(image.put(IsoImage.DATA * 2048 + 20, "FF FF FF 7F").bytes());
        assertThatThrownBy(() -> content(broken, "z")).hasMessageContaining("is not in the file");
        Volume longer = preferred(image.put(IsoImage.DATA * 2048 + 8, "FF").bytes());
        assertThatThrownBy(() -> content(longer, "z")).hasMessageContaining("does not begin like one");
    }

    @Test
    void udf_eachKindOfPartition_givesTheSameTree() throws IOException {
        for (UdfImage.Kind kind : UdfImage.Kind.values()) {
            Volume volume = preferred(new UdfImage(kind).bytes());
            List<Finding> faults = new ArrayList<>();
            assertThat(walk(volume, faults)).as(kind.name()).containsExactly("data", "sub", "link", "sub/inside");
            assertThat(faults).as(kind.name()).isEmpty();
            assertThat(volume.label()).contains("UDF");
            assertThat(content(volume, "data")).hasSize(3000).endsWith(2999 % 251);
            assertThat(new String(content(volume, "sub/inside"), StandardCharsets.US_ASCII))
                    .isEqualTo("in the ICB");
            FileNode link = new FileTree(volume, ParseLimits.generous())
                    .find("link", false)
                    .orElseThrow();
            assertThat(link.linkTarget()).contains("sub/../data");
            assertThat(content(volume, "link")).hasSize(3000);
            assertThat(find(volume, "data").times().modified()).contains(Instant.parse("2020-01-02T03:04:05Z"));
        }
    }

    @Test
    void udf_brokenEntry_isAFindingAndTheOthersAreThere() {
        byte[] image = new UdfImage(UdfImage.Kind.PHYSICAL).bytes();
        image[(UdfImage.PARTITION_START + 2) * 2048 + 60]++;
        List<Finding> faults = new ArrayList<>();
        assertThat(walk(preferred(image), faults)).containsExactly("sub", "link", "sub/inside");
        assertThat(faults).extracting(Finding::code).containsExactly("udf-file-entry");
    }

    @Test
    void sessions_theTreeOfTheSessionAsked_isOpened() {
        byte[] first = IsoImage.sample().bytes();
        byte[] both = java.util.Arrays.copyOf(first, 2 * first.length);
        byte[] second = new IsoImage()
                .record(IsoImage.text("NEW.;1"), IsoImage.DATA, 1, 0, IsoImage.nm("new"))
                .bytes();
        // Places are counted from the begin of the disc, so the second session uses the root of the first place.
        System.arraycopy(second, 16 * 2048, both, (32 + 16) * 2048, 3 * 2048);
        both[(32 + 16) * 2048 + 158] = 32 + IsoImage.ROOT;
        System.arraycopy(second, IsoImage.ROOT * 2048, both, (32 + IsoImage.ROOT) * 2048, 2048);
        Volume volume = DiscContents.open(new MemoryByteSource(both), 32, ParseLimits.generous())
                .preferred()
                .orElseThrow();
        assertThat(walk(volume, new ArrayList<>())).containsExactly("new");
    }
}
