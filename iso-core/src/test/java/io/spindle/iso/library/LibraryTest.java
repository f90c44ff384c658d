package io.spindle.iso.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.cache.BlockCache;
import io.spindle.iso.checksum.ChecksumLine;
import io.spindle.iso.checksum.DigestAlgorithm;
import io.spindle.iso.packed.ExpandedStore;
import io.spindle.iso.packed.ExpansionLimits;
import io.spindle.iso.packed.PackedBytes;
import io.spindle.iso.packed.PackedFiles;
import io.spindle.iso.packed.PackedFormat;
import io.spindle.iso.verification.Grade;
import io.spindle.iso.verification.Verification;
import io.spindle.iso.verification.VerificationRequest;
import io.spindle.iso.verification.VerificationStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibraryTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private final BlockingQueue<LibraryEvent> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("isos"));
    }

    @Test
    void folder_nestedFiles_namedByRelativePath() throws IOException {
        file("a.iso", 1, 2048);
        file("linux/b.iso", 1, 100);
        try (Library library = open()) {
            assertThat(library.discs()).extracting(LibraryDisc::name).containsExactly("a.iso", "linux/b.iso");
            assertThat(library.find("linux/b.iso").orElseThrow().userData().lengthBytes())
                    .isEqualTo(2048);
            assertThat(library.find("../isos/a.iso")).isEmpty();
        }
    }

    @Test
    void folder_filesNotServed_listedWithReason() throws IOException {
        file("notes.txt", 1, 10);
        file("empty.iso", 1, 0);
        file("half.iso.part", 1, 10);
        Files.createSymbolicLink(folder.resolve("out.iso"), Files.write(temporary.resolve("secret"), new byte[9]));
        try (Library library = open()) {
            assertThat(library.discs()).isEmpty();
            assertThat(library.skipped())
                    .extracting(it -> it.path().getFileName() + ": " + it.reason())
                    .containsExactlyInAnyOrder(
                            "notes.txt: its name does not end as that of an image; give the file itself to serve it",
                            "empty.iso: is empty",
                            "half.iso.part: is not complete yet, as its name says",
                            "out.iso: a symbolic link leads out of the folder");
        }
    }

    @Test
    void replacedFile_oldLease_keepsOldBytesAndSizeNeverShrinks() throws Exception {
        file("a.iso", 1, 8192);
        try (Library library = open()) {
            try (SharedByteSource.Lease old =
                    library.find("a.iso").orElseThrow().userData().lease().orElseThrow()) {
                Path next = file("../next", 2, 2048);
                Files.move(next, folder.resolve("a.iso"), StandardCopyOption.ATOMIC_MOVE);
                await(LibraryEvent.Kind.REPLACED);
                assertThat(byteAt(old, 0)).isEqualTo((byte) 1);
                try (SharedByteSource.Lease now =
                        library.find("a.iso").orElseThrow().userData().lease().orElseThrow()) {
                    assertThat(byteAt(now, 0)).isEqualTo((byte) 2);
                    assertThat(byteAt(now, 8191)).isZero();
                    assertThat(now.source().lengthBytes()).isEqualTo(8192);
                }
            }
        }
    }

    @Test
    void restart_smallerFile_keepsSizeUntilForgotten() throws IOException {
        file("a.iso", 1, 8192);
        open().close();
        file("a.iso", 1, 2048);
        try (Library library = open()) {
            assertThat(library.discs().get(0).userData().lengthBytes()).isEqualTo(8192);
        }
        assertThat(Library.forget(temporary.resolve("names"), "a.iso")).isTrue();
        assertThat(Library.forget(temporary.resolve("names"), "a.iso")).isFalse();
        try (Library library = open()) {
            assertThat(library.discs().get(0).userData().lengthBytes()).isEqualTo(2048);
        }
    }

    @Test
    void fileAppearsAndGoes_isServedAndDropped() throws Exception {
        try (Library library = open()) {
            Path path = file("late.iso", 1, 4096);
            await(LibraryEvent.Kind.ADDED);
            assertThat(library.find("late.iso")).isPresent();
            Files.delete(path);
            await(LibraryEvent.Kind.REMOVED);
            assertThat(library.find("late.iso")).isEmpty();
        }
    }

    @Test
    void sheet_andItsFiles_areOneDiscOfTheSheetsName() throws IOException {
        file("games/disc.bin", 1, 2048 * 3);
        file("games/02.WAV", 1, 10);
        file("games/other.bin", 5, 2048);
        sheet("games/disc.cue", "FILE Disc.bin BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n");
        try (Library library = open()) {
            assertThat(library.discs())
                    .extracting(LibraryDisc::name)
                    .containsExactly("games/disc.cue", "games/other.bin");
            LibraryDisc disc = library.discs().get(0);
            assertThat(disc.hasBlocks()).isTrue();
            assertThat(disc.userData().lengthBytes()).isEqualTo(2048 * 3);
            assertThat(disc.disc().tracks()).hasSize(1);
            assertThat(library.skipped())
                    .extracting(it -> it.path().getFileName().toString())
                    .containsExactly("02.WAV");
            try (SharedByteSource.Lease lease = disc.userData().lease().orElseThrow()) {
                // Served as the file itself, so that it can be sent without a copy.
                assertThat(lease.source().mappedFile()).isPresent();
            }
        }
    }

    @Test
    void sheet_ofAudioOnly_isADiscWithoutBlocks() throws IOException {
        file("a.bin", 1, 2352 * 3);
        sheet("a.cue", "FILE a.bin BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n");
        try (Library library = open()) {
            LibraryDisc disc = library.find("a.cue").orElseThrow();
            assertThat(disc.hasBlocks()).isFalse();
            assertThat(disc.inspection().findings()).extracting(it -> it.code()).doesNotContain("unreadable");
        }
        // Its size is not remembered: it is no block device.
        assertThat(temporary.resolve("names")).doesNotExist();
    }

    @Test
    void sheet_ofMixedTracks_exportsItsDataTrackOnly() throws IOException {
        file("d.bin", 1, 2048 * 3);
        file("a.bin", 1, 2352 * 3);
        sheet("m.cue", """
                FILE d.bin BINARY
                TRACK 01 MODE1/2048
                INDEX 01 00:00:00
                FILE a.bin BINARY
                TRACK 02 AUDIO
                PREGAP 00:02:00
                INDEX 01 00:00:00
                """);
        try (Library library = open()) {
            LibraryDisc disc = library.find("m.cue").orElseThrow();
            assertThat(disc.userData().lengthBytes()).isEqualTo(2048 * 3);
            assertThat(disc.disc().leadOut().value()).isEqualTo(156);
            try (SharedByteSource.Lease lease = disc.userData().lease().orElseThrow()) {
                assertThat(lease.source().mappedFile()).isPresent();
                assertThat(byteAt(lease, 2048 * 3 - 1)).isEqualTo((byte) 1);
            }
        }
    }

    @Test
    void sheetsOfEveryKind_withTheirFiles_areOneDiscEach() throws Exception {
        file("T.BIN", 1, 2048 * 3);
        sheet("t.toc", "CD_ROM\nTRACK MODE1\nDATAFILE \"t.bin\"\n");
        file("c.img", 2, 2352 * 3);
        file("c.sub", 2, 96 * 3);
        sheet(
                "c.ccd",
                "[CloneCD]\n[Entry 0]\nSession=1\nPoint=1\nControl=4\nPLBA=0\n"
                        + "[Entry 1]\nSession=1\nPoint=0xa2\nControl=4\nPLBA=3\n");
        file("m.mdf", 3, 2048 * 3);
        sheet("m.mds", "MEDIA DESCRIPTOR\1");
        file("alone.mdf", 4, 2048 * 3);
        file("alone.sub", 4, 96);
        file("n.nrg", 5, 2048);
        try (Library library = open()) {
            assertThat(library.discs())
                    .extracting(LibraryDisc::name)
                    .containsExactly("alone.mdf", "c.ccd", "n.nrg", "t.toc");
            assertThat(library.skipped())
                    .extracting(it -> it.path().getFileName() + ": " + it.reason())
                    .containsExactlyInAnyOrder(
                            "m.mds: it ends at byte 17, but the header lies at byte 0: it was cut, or is damaged",
                            "alone.sub: its name does not end as that of an image; give the file itself to serve it");
            assertThat(library.find("c.ccd").orElseThrow().userData().lengthBytes())
                    .isEqualTo(2048 * 3);
        }
    }

    @Test
    void sheet_damaged_isSkippedWithTheLine_andNeitherIsItsFileServed() throws Exception {
        file("a.bin", 1, 2048);
        sheet("a.cue", "FILE a.bin BINARY\nTRACK 01 MODE9\n");
        try (Library library = open()) {
            assertThat(library.discs()).isEmpty();
            assertThat(library.skipped())
                    .extracting(it -> it.path().getFileName() + ": " + it.reason())
                    .containsExactly("a.cue: line 2: 'MODE9' is no type of a track");
            sheet("a.cue", "FILE a.bin BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n");
            await(LibraryEvent.Kind.ADDED);
            assertThat(library.find("a.cue")).isPresent();
        }
    }

    @Test
    void sheet_fileOfItChangesInPlace_failsReadersAndIsServedAnew() throws Exception {
        file("a.bin", 1, 2048);
        sheet("a.cue", "FILE a.bin BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n");
        try (Library library = open();
                SharedByteSource.Lease old =
                        library.find("a.cue").orElseThrow().userData().lease().orElseThrow()) {
            file("a.bin", 1, 4096);
            await(LibraryEvent.Kind.CHANGED_IN_PLACE);
            assertThatThrownBy(() -> byteAt(old, 0))
                    .hasMessage("the image file was changed in place; connect again to read the new content");
            await(LibraryEvent.Kind.REMOVED);
            await(LibraryEvent.Kind.ADDED);
            assertThat(library.find("a.cue").orElseThrow().userData().lengthBytes())
                    .isEqualTo(4096);
        }
    }

    @Test
    void sheet_fileOfItGoes_isNoDiscAnyMore_untilItComesBack() throws Exception {
        file("a.bin", 1, 2048);
        sheet("a.cue", "FILE a.bin BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n");
        try (Library library = open()) {
            Files.move(folder.resolve("a.bin"), temporary.resolve("elsewhere"));
            await(LibraryEvent.Kind.REMOVED);
            assertThat(library.find("a.cue")).isEmpty();
            Files.move(temporary.resolve("elsewhere"), folder.resolve("a.bin"));
            await(LibraryEvent.Kind.ADDED);
        }
    }

    @Test
    void stateFile_garbage_isRefusedWithItsLine() throws IOException {
        Files.writeString(temporary.resolve("names"), "# head\nrubbish\n");
        try (Library library = open()) {
            throw new AssertionError("opened " + library);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("names, line 2: not a size");
        }
    }

    @Test
    void disc_thatIsNotVerified_isNotAdmitted_untilItIs() throws Exception {
        Path image = file("a.iso", 1, 4096);
        VerificationStore store = VerificationStore.in(temporary);
        try (Library library = open()) {
            library.add("made", new MemoryByteSource(new byte[2048]));
            library.verifyBy(
                    new VerificationOptions(store, Optional.of(Grade.DIGEST_MATCH), true), (disc, fault) -> {});
            assertThat(library.find("a.iso")).isPresent();
            assertThat(library.findAdmitted("a.iso")).isEmpty();
            assertThat(library.refusal("a.iso"))
                    .contains(
                            "a.iso is UNVERIFIED, and 'digest' is required (verification.require): run 'spindle verify "
                                    + image + "'");
            assertThat(library.findAdmitted("made")).isPresent();
            ChecksumLine digest = new ChecksumLine(
                    DigestAlgorithm.SHA_256,
                    "3431383721510cf1c211de027cf958c183e16db5fabb6b230eb284c85e196aa9",
                    Optional.empty());
            VerificationRequest request =
                    new VerificationRequest(image, false, List.of(), List.of(), List.of(digest), List.of());
            store.keep(Verification.run(request, (name, done, total) -> true, Clock.systemUTC()));
            await(LibraryEvent.Kind.VERIFIED);
            assertThat(library.findAdmitted("a.iso")).isPresent();
            assertThat(library.verification("a.iso").orElseThrow().verdict().grade())
                    .isEqualTo(Grade.DIGEST_MATCH);
            file("a.iso", 2, 4096);
            await(LibraryEvent.Kind.CHANGED_IN_PLACE);
            await(LibraryEvent.Kind.REMOVED);
            await(LibraryEvent.Kind.ADDED);
            assertThat(library.findAdmitted("a.iso"))
                    .as("other bytes are not verified")
                    .isEmpty();
        }
    }

    @Test
    void disc_thatWasTakenAway_leavesNoLeaveToTheNextOfItsName() throws Exception {
        VerificationStore store = VerificationStore.in(temporary);
        try (Library library = open()) {
            library.verifyBy(
                    new VerificationOptions(store, Optional.of(Grade.DIGEST_MATCH), false), (disc, fault) -> {});
            library.add("a.iso", new MemoryByteSource(new byte[2048]));
            assertThat(library.findAdmitted("a.iso")).isPresent();
            library.remove("a.iso");
            file("a.iso", 1, 4096);
            await(LibraryEvent.Kind.ADDED);
            assertThat(library.find("a.iso")).isPresent();
            assertThat(library.findAdmitted("a.iso")).isEmpty();
        }
    }

    @Test
    void look_thatEndsInAnError_isNotTheLast() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        LibraryOptions options =
                new LibraryOptions(List.of(folder), temporary.resolve("names"), Duration.ofMillis(200));
        try (Library library = Library.open(options, event -> {
            if (failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("of this test");
            }
            events.add(event);
        })) {
            file("a.iso", 1, 4096);
            await(LibraryEvent.Kind.ADDED);
            assertThat(failed).isTrue();
            assertThat(library.find("a.iso")).isPresent();
        }
    }

    /** What was expanded is checked, wherever it lies: here the folder of expanded images is damaged. */
    @Test
    void compressedImage_thatIsVerified_isCheckedAsItIsRead() throws Exception {
        byte[] noise = new byte[300_000];
        new java.util.Random(1).nextBytes(noise);
        Path image = packed("disc.iso.gz", noise);
        VerificationStore store = VerificationStore.in(temporary);
        try (Library library = openPacked()) {
            library.verifyBy(new VerificationOptions(store, Optional.empty(), true), (disc, fault) -> {});
            await(LibraryEvent.Kind.ADDED);
            SharedByteSource.Lease lease =
                    library.find("disc.iso").orElseThrow().userData().lease().orElseThrow();
            assertThat(byteAt(lease, 100_000)).isEqualTo(noise[100_000]);
            ExpandedStore expanded = new ExpandedStore(temporary.resolve("expanded"), 1 << 30, ExpansionLimits.DEFAULT);
            store.keep(Verification.run(
                    VerificationRequest.of(image, List.of())
                            .reading(new PackedFiles(new BlockCache(16 << 20), Optional.of(expanded))),
                    (name, done, total) -> true,
                    Clock.systemUTC()));
            await(LibraryEvent.Kind.VERIFIED);
            assertThat(byteAt(lease, 100_000)).isEqualTo(noise[100_000]);
            lease.close();
        }
        noise[200_000] ^= 1;
        replaceExpanded(noise);
        try (Library library = openPacked()) {
            library.verifyBy(new VerificationOptions(store, Optional.empty(), true), (disc, fault) -> {});
            try (SharedByteSource.Lease lease =
                    library.find("disc.iso").orElseThrow().userData().lease().orElseThrow()) {
                assertThat(byteAt(lease, 196_607)).isEqualTo(noise[196_607]);
                assertThatThrownBy(() -> byteAt(lease, 196_608))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("bytes 196608 to 262144 of what it expands to are not those");
            }
        }
    }

    /** Puts something else in place of the one file that was expanded, which no checksum of its format tells. */
    private void replaceExpanded(byte[] content) throws IOException {
        Path packed = Files.write(temporary.resolve("other.gz"), PackedBytes.of(PackedFormat.GZIP, content));
        Path folderOfOther = temporary.resolve("expanded-other");
        new ExpandedStore(folderOfOther, 1 << 30, ExpansionLimits.DEFAULT).expand(packed, (read, all) -> true);
        Files.copy(only(folderOfOther), only(temporary.resolve("expanded")), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path only(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void compressedImage_isServedWhenItIsExpanded_andAtOnceLater() throws Exception {
        byte[] noise = new byte[300_000];
        new java.util.Random(1).nextBytes(noise);
        packed("disc.iso.gz", noise);
        try (Library library = openPacked()) {
            await(LibraryEvent.Kind.ADDED);
            LibraryDisc disc = library.find("disc.iso").orElseThrow();
            assertThat(disc.userData().lengthBytes()).isEqualTo(301_056);
            try (SharedByteSource.Lease lease = disc.userData().lease().orElseThrow()) {
                assertThat(byteAt(lease, 299_999)).isEqualTo(noise[299_999]);
            }
            assertThat(library.expanding()).isEmpty();
            assertThat(library.cacheStatistics().loads()).isPositive();
        }
        try (Library library = openPacked()) {
            assertThat(library.find("disc.iso")).isPresent();
            file("disc.iso", 7, 301_056);
            LibraryEvent event = events.poll(60, TimeUnit.SECONDS);
            while (event.kind() == LibraryEvent.Kind.SKIPPED) {
                event = events.poll(60, TimeUnit.SECONDS);
            }
            assertThat(event.kind()).isEqualTo(LibraryEvent.Kind.REPLACED);
            assertThat(library.skipped())
                    .anySatisfy(it -> assertThat(it.reason()).startsWith("the name 'disc.iso' is taken by"));
        }
    }

    @Test
    void compressedImage_thatReplacesAnother_leavesItUntilItIsExpanded() throws Exception {
        Path plain = file("disc.iso", 7, 4096);
        try (Library library = openPacked()) {
            assertThat(library.find("disc.iso")).isPresent();
            packed("disc.iso.gz", new byte[8192]);
            Files.delete(plain);
            // Whenever one looks, there is one or the other.
            LibraryEvent event = events.poll();
            while (event == null || event.kind() == LibraryEvent.Kind.SKIPPED) {
                assertThat(library.find("disc.iso")).isPresent();
                event = events.poll(10, TimeUnit.MILLISECONDS);
            }
            assertThat(event.kind()).isEqualTo(LibraryEvent.Kind.REPLACED);
            assertThat(library.find("disc.iso").orElseThrow().userData().lengthBytes())
                    .isEqualTo(8192);
        }
    }

    @Test
    void compressedImage_thatIsDamaged_isNamedWithTheReason() throws Exception {
        Path file = packed("disc.iso.gz", new byte[100_000]);
        Files.write(file, java.util.Arrays.copyOf(Files.readAllBytes(file), 50));
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() - 60_000));
        try (Library library = openPacked()) {
            // The first look already may find it damaged, which is then no event.
            long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (library.skipped().stream()
                    .noneMatch(it -> it.reason().startsWith("the gzip file is damaged or cut"))) {
                assertThat(System.nanoTime()).isLessThan(endNanos);
                events.poll(50, TimeUnit.MILLISECONDS);
            }
            assertThat(library.discs()).isEmpty();
        }
    }

    private Path packed(String name, byte[] image) throws IOException {
        return put(folder.resolve(name), PackedBytes.of(PackedFormat.GZIP, image), 60_000);
    }

    private Library openPacked() throws IOException {
        ExpandedStore store = new ExpandedStore(temporary.resolve("expanded"), 1 << 30, ExpansionLimits.DEFAULT);
        PackedFiles packed = new PackedFiles(new BlockCache(16 << 20), Optional.of(store));
        return Library.open(
                new LibraryOptions(List.of(folder), temporary.resolve("names"), Duration.ofMillis(200), packed),
                events::add);
    }

    private void await(LibraryEvent.Kind kind) throws InterruptedException {
        LibraryEvent event = events.poll(60, TimeUnit.SECONDS);
        while (event != null && event.kind() == LibraryEvent.Kind.SKIPPED) {
            assertThat(event.text())
                    .matches(
                            "is being written; served when it rests|expanding \\d+ %|has been expanded just now"
                                    + "|the name 'disc.iso' is taken by .*|line 1: the file 'a.bin' is not in the folder of the sheet");
            event = events.poll(60, TimeUnit.SECONDS);
        }
        assertThat(event).isNotNull();
        assertThat(event.kind()).isEqualTo(kind);
    }

    private static byte byteAt(SharedByteSource.Lease lease, long offset) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        lease.source().read(offset, one);
        return one.get(0);
    }

    private Library open() throws IOException {
        LibraryOptions options =
                new LibraryOptions(List.of(folder), temporary.resolve("names"), Duration.ofMillis(200));
        return Library.open(options, events::add);
    }

    private void sheet(String name, String text) throws IOException {
        put(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8), 50_000);
    }

    private Path file(String name, int value, int lengthBytes) throws IOException {
        byte[] bytes = new byte[lengthBytes];
        java.util.Arrays.fill(bytes, (byte) value);
        return put(folder.resolve(name), bytes, 60_000);
    }

    /** A file is there whole or not at all; one that was there is changed in place, and is never empty meanwhile. */
    private Path put(Path path, byte[] bytes, long restedMillis) throws IOException {
        Files.createDirectories(path.getParent());
        Path written = Files.exists(path) ? path : Files.createTempFile(temporary, "written", "");
        try (FileChannel out = FileChannel.open(written, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(bytes));
            out.truncate(bytes.length);
        }
        Files.setLastModifiedTime(written, FileTime.fromMillis(System.currentTimeMillis() - restedMillis));
        return written.equals(path) ? path : Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
