package io.spindle.iso.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ContentFault;
import io.spindle.iso.bytes.DamagedLeaves;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.LeafCheck;
import io.spindle.iso.cache.BlockCache;
import io.spindle.iso.packed.ExpandedStore;
import io.spindle.iso.packed.ExpansionLimits;
import io.spindle.iso.packed.PackedFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationStoreTest {
    @TempDir
    private Path folder;

    private VerificationStore store;
    private Path image;
    private byte[] bytes;

    @BeforeEach
    void makeImage() throws IOException {
        store = VerificationStore.in(folder.resolve("state"));
        image = folder.resolve("x.iso");
        bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        Files.write(image, bytes);
    }

    @Test
    void result_isFound_untilTheFileChanges() throws Exception {
        assertThat(store.find(Verification.filesOf(image))).isEmpty();
        long before = store.revision();
        VerificationResult result = store.keep(verify(image));
        assertThat(store.revision()).isNotEqualTo(before);
        KeptVerification kept = store.find(Verification.filesOf(image)).orElseThrow();
        assertThat(kept.verdict()).isEqualTo(result.verdict());
        assertThat(kept.digests()).containsExactly(result.contentId());
        Files.write(image, new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(store.find(Verification.filesOf(image))).isEmpty();
    }

    @Test
    void copy_ofWhatWasVerifiedElsewhere_isKnownByItsContent() throws Exception {
        VerificationResult result = verify(image);
        Files.writeString(folder.resolve("SHA256SUMS"), result.contentId() + "  x.iso\n");
        assertThat(store.keep(verify(image)).verdict().grade()).isEqualTo(Grade.DIGEST_MATCH);
        Path copy = Files.copy(
                image, Files.createDirectory(folder.resolve("elsewhere")).resolve("y.iso"));
        assertThat(verify(copy).verdict().grade()).isEqualTo(Grade.UNVERIFIED);
        assertThat(store.keep(verify(copy)).verdict().grade()).isEqualTo(Grade.DIGEST_MATCH);
        Files.writeString(copy.resolveSibling("SHA256SUMS"), "0".repeat(64) + "  y.iso\n");
        assertThat(store.keep(verify(copy)).verdict().grade()).isEqualTo(Grade.MISMATCH);
        assertThat(store.find(Verification.filesOf(image))
                        .orElseThrow()
                        .verdict()
                        .grade())
                .isEqualTo(Grade.DIGEST_MATCH);
    }

    @Test
    void read_ofADamagedLeaf_isAnError_othersAreNot() throws Exception {
        List<ContentFault> told = new ArrayList<>();
        VerificationResult result = store.keep(verify(image));
        try (FileByteSource source = FileByteSource.open(image)) {
            source.checkReads(
                    store.leaves(result.contentId()).orElseThrow(),
                    new DamagedLeaves(image.toString(), false, told::add));
            assertThat(source.mappedFile()).isEmpty();
            assertThat(read(source, 0, 1_000_000)).isEqualTo(bytes);
        }
        try (FileChannel out = FileChannel.open(image, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(new byte[] {(byte) ~bytes[131_072]}), 131_072);
        }
        try (FileByteSource source = FileByteSource.open(image)) {
            source.checkReads(
                    store.leaves(result.contentId()).orElseThrow(),
                    new DamagedLeaves(image.toString(), false, told::add));
            assertThat(read(source, 0, 131_072)).hasSize(131_072);
            assertThat(read(source, 196_608, 100)).hasSize(100);
            assertThatThrownBy(() -> read(source, 196_607, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bytes 131072 to 196608 are not those that were verified");
            assertThatThrownBy(() -> read(source, 100_000, 100_000)).isInstanceOf(IOException.class);
            assertThat(told).hasSize(1);
            assertThat(told.get(0).kind()).isEqualTo(ContentFault.Kind.DAMAGED);
            assertThat(told.get(0).file()).isEqualTo(image.toString());
        }
    }

    @Test
    void leaves_thatWereDamaged_areNotTaken() throws Exception {
        VerificationResult result = store.keep(verify(image));
        Path leaves = folder.resolve("state").resolve("verified").resolve(result.contentId() + ".leaves");
        byte[] kept = Files.readAllBytes(leaves);
        kept[kept.length - 1] ^= 1;
        Files.write(leaves, kept);
        Optional<LeafCheck> check = store.leaves(result.contentId());
        assertThat(check).isEmpty();
    }

    @Test
    void compressedImage_isKeptWithTheHashesOfWhatItExpandsTo() throws Exception {
        Path packed = folder.resolve("y.iso.gz");
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(bytes);
        }
        ExpandedStore expanded = new ExpandedStore(folder.resolve("expanded"), 1 << 30, ExpansionLimits.DEFAULT);
        expanded.expand(packed, (read, all) -> true);
        VerificationRequest request = VerificationRequest.of(packed, List.of())
                .reading(new PackedFiles(new BlockCache(8 << 20), Optional.of(expanded)));
        VerificationResult result =
                store.keep(Verification.run(request, (name, done, total) -> true, Clock.systemUTC()));

        KeptVerification kept = store.find(Verification.filesOf(packed)).orElseThrow();

        assertThat(kept.digests()).containsExactly(result.contentId());
        assertThat(kept.expanded()).contains(verify(image).contentId());
        Path link = Files.createSymbolicLink(folder.resolve("latest.iso.gz"), packed.getFileName());
        Files.writeString(folder.resolve("SHA256SUMS"), kept.expanded().orElseThrow() + "  latest.iso\n");
        VerificationRequest byLink = VerificationRequest.of(link, List.of()).reading(request.packed());
        assertThat(Verification.run(byLink, (name, done, total) -> true, Clock.systemUTC())
                        .verdict()
                        .evidence()
                        .toString())
                .as("by the name that it was given")
                .contains("SHA-256 of what it expands to is that of SHA256SUMS")
                .doesNotContain("under the name");
        try (LeafCheck leaves = store.leaves(kept.expanded().orElseThrow()).orElseThrow()) {
            assertThat(leaves.holds(1, bytes, 65_536, 65_536)).isTrue();
            assertThat(leaves.holds(1, bytes, 65_537, 65_536)).isFalse();
            assertThat(leaves.holds(16, bytes, 0, 1)).isFalse();
        }
    }

    @Test
    void text_thatIsNoResult_isNone() {
        assertThat(ResultText.read("")).isEmpty();
        assertThat(ResultText.read("spindle-verification 2\ngrade\tBEST\n")).isEmpty();
        assertThat(ResultText.read("spindle-verification 2\nat\n")).isEmpty();
    }

    @Test
    void pass_thatIsGivenUp_endsSoon() {
        assertThatThrownBy(() -> Verification.run(
                        VerificationRequest.of(image, List.of()), (name, done, total) -> false, Clock.systemUTC()))
                .isInstanceOf(CancellationException.class);
    }

    private static byte[] read(FileByteSource source, long at, int length) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(length);
        source.read(at, out);
        return out.array();
    }

    private static VerificationResult verify(Path file) throws Exception {
        return Verification.run(
                VerificationRequest.of(file, List.of()), (name, done, total) -> true, Clock.systemUTC());
    }
}
