package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.iso.cache.BlockCache;
import io.spindle.iso.packed.ExpandedStore;
import io.spindle.iso.packed.ExpansionLimits;
import io.spindle.iso.packed.NotExpandedException;
import io.spindle.iso.packed.PackedFiles;
import io.spindle.iso.verification.Grade;
import io.spindle.iso.verification.Verdict;
import io.spindle.iso.verification.Verification;
import io.spindle.iso.verification.VerificationRequest;
import io.spindle.it.harness.Await;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Gpg;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import io.spindle.it.harness.SpindleProcess;
import io.spindle.it.harness.VideoCd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code spindle verify} on what other programs implant into images and write beside them. */
final class VerifyIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "sha256sum, SHA256SUMS, DIGEST_MATCH",
        "sha512sum, sha512sum.txt, DIGEST_MATCH",
        "sha384sum, image.iso.sha384, DIGEST_MATCH",
        "b2sum, b2sums.txt, DIGEST_MATCH",
        "sha256sum --tag, CHECKSUM.SHA256-x, DIGEST_MATCH",
        "sha512sum --binary, SHA512SUMS, DIGEST_MATCH",
        "b2sum --tag --length=256, Disc-CHECKSUM, DIGEST_MATCH",
        "md5sum, MD5SUMS, MEDIA_CHECK",
        "sha1sum --tag, image.sha1, MEDIA_CHECK",
    })
    void digests_ofCoreutils_areRightUntilAByteDiffers(String program, String file, Grade grade) throws Exception {
        Path image = Images.random(folder.resolve("image.iso"), 3_000_000, 1);
        compared(program, file, image, grade);
    }

    @Test
    @Needs(value = Peer.OPENSSL, toShow = "digests as OpenSSL writes them")
    void digests_ofOpenssl_areRightUntilAByteDiffers() throws Exception {
        Path image = Images.random(folder.resolve("image.iso"), 3_000_001, 2);
        compared("openssl dgst -sha512", "image.iso.sha512", image, Grade.DIGEST_MATCH);
        compared("openssl dgst -blake2b512 -r", "image.iso.b2", image, Grade.DIGEST_MATCH);
    }

    private void compared(String program, String file, Path image, Grade grade) throws Exception {
        Path sums = folder.resolve(file);
        Files.writeString(
                sums, Command.of((Object[]) program.split(" ")).append(image).output());
        assertThat(verify(image).grade()).as(Files.readString(sums)).isEqualTo(grade);
        byte[] before = Files.readAllBytes(image);
        Images.put(image, 2_999_999, new byte[] {(byte) ~before[2_999_999]});
        assertThat(verify(image).grade()).isEqualTo(Grade.MISMATCH);
        Files.write(image, before);
        Files.delete(sums);
    }

    @Test
    void name_thatIsEscaped_isRead() throws Exception {
        Path image = Images.random(folder.resolve("im\\age\n.iso"), 100_000, 3);
        Files.writeString(
                folder.resolve("SHA256SUMS"), Command.of("sha256sum", image).output());
        assertThat(verify(image).grade()).isEqualTo(Grade.DIGEST_MATCH);
    }

    @Test
    @Needs(
            value = {Peer.ISOMD5SUM, Peer.XORRISO},
            toShow = "the MD5 that isomd5sum implants")
    void md5_thatIsImplanted_isJudgedAsCheckisomd5Does() throws Exception {
        Path image = iso("-V", "MD5");
        Command.of("implantisomd5", image).output();
        Verdict good = verify(image);
        assertThat(good.grade()).isEqualTo(Grade.MEDIA_CHECK);
        assertThat(good.evidence().toString()).containsPattern("covers 9[0-9]\\.[0-9] % of the image");
        int lengthBytes = (int) Files.size(image);
        for (int at : new int[] {
            0,
            32_768,
            33_650,
            33_651,
            34_162,
            34_163,
            65_536,
            1_000_000,
            lengthBytes - 30_721,
            lengthBytes - 30_720,
            lengthBytes - 1
        }) {
            byte[] before = Files.readAllBytes(image);
            Images.put(image, at, new byte[] {(byte) (before[at] ^ 0x20)});
            boolean theirs = Command.of("checkisomd5", image).run().exitCode() == 0;
            Verdict ours = verify(image);
            boolean implanted = before[at] != 0 || at < 33_651 || at > 34_162;
            assertThat(ours.grade() == Grade.MEDIA_CHECK)
                    .as("byte %d: %s", at, ours)
                    .isEqualTo(theirs && implanted);
            Files.write(image, before);
        }
    }

    @Test
    @Needs(value = Peer.XORRISO, toShow = "the MD5 tags of libisofs")
    void tags_ofLibisofs_coverDirectoriesAndFiles_alsoOfAnImageThatGrew() throws Exception {
        Path once = iso("--md5");
        assertTags(once);
        Path grown = folder.resolve("grown.iso");
        Command.of("xorriso", "-md5", "on", "-outdev", grown, "-map", folder.resolve("tree"), "/", "-commit")
                .output();
        assertTags(grown);
        Command.of("xorriso", "-md5", "on", "-dev", grown, "-map", folder.resolve("tree"), "/more", "-commit")
                .output();
        assertTags(grown);
    }

    private static void assertTags(Path image) throws Exception {
        Verdict verdict = verify(image);
        assertThat(verdict.grade()).as(verdict.toString()).isEqualTo(Grade.MEDIA_CHECK);
        byte[] before = Files.readAllBytes(image);
        Images.put(image, before.length - 700_000, new byte[] {(byte) ~before[before.length - 700_000]});
        Verdict broken = verify(image);
        assertThat(broken.grade()).as(broken.toString()).isEqualTo(Grade.MISMATCH);
        Files.write(image, before);
    }

    @Test
    @Needs(value = Peer.XORRISO, toShow = "an image that was not copied whole")
    void image_thatWasCut_isMismatch() throws Exception {
        Path image = iso("-V", "CUT");
        byte[] whole = Files.readAllBytes(image);
        Files.write(image, java.util.Arrays.copyOf(whole, whole.length - 1_000_000));
        assertThat(verify(image).grade()).isEqualTo(Grade.MISMATCH);
    }

    @Test
    @Needs(value = Peer.VCDIMAGER, toShow = "the error detection codes of raw sectors")
    void codes_ofRawSectors_tellAFlippedBit() throws Exception {
        Files.write(folder.resolve("noise"), Images.noise(2048 * 300, 1));
        VideoCd video = VideoCd.in(folder, "--add-file=" + folder.resolve("noise") + ",NOISE.DAT");
        Verdict good = verify(video.cue());
        assertThat(good.grade()).as(good.toString()).isEqualTo(Grade.MEDIA_CHECK);
        byte[] before = Files.readAllBytes(video.bin());
        int at = 200 * 2352 + 1000;
        Images.put(video.bin(), at, new byte[] {(byte) (before[at] ^ 1)});
        Verdict broken = verify(video.cue());
        assertThat(broken.grade()).isEqualTo(Grade.MISMATCH);
        assertThat(broken.evidence().toString()).contains("of 1 of", "the first of sector 200");
    }

    @Test
    @Needs(value = Peer.CHDMAN, toShow = "the SHA-1 of CHD files")
    void sha1_ofAChd_tellsDamagedHunksOtherDataAndOtherTexts() throws Exception {
        Images.random(folder.resolve("noise.bin"), 600 * 2352, 5);
        Files.writeString(
                folder.resolve("noise.cue"), "FILE \"noise.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n");
        Path chd = folder.resolve("disc.chd");
        Command.of("chdman", "createcd", "-i", folder.resolve("noise.cue"), "-o", chd)
                .output();
        assertThat(chdmanVerify(chd)).contains("Overall SHA1 verification successful");
        assertThat(verify(chd).grade()).isEqualTo(Grade.MEDIA_CHECK);
        byte[] right = Files.readAllBytes(chd);

        String text = new String(right, StandardCharsets.ISO_8859_1);
        Images.put(chd, text.indexOf("PGSUB:NONE") + 6, new byte[] {'R'});
        assertThat(chdmanVerify(chd)).contains("Overall SHA1 in header", "Raw SHA1 verification successful");
        assertMismatch(chd, "its hunks are right");
        Files.write(chd, right);

        Images.put(chd, 64, new byte[] {(byte) ~right[64]});
        assertThat(chdmanVerify(chd)).contains("Raw SHA1 in header");
        assertMismatch(chd, "is of other bytes than its hunks hold");
        Files.write(chd, right);

        // chdman itself does not come to an end on this one.
        Images.put(chd, right.length / 2, new byte[] {(byte) ~right[right.length / 2]});
        assertMismatch(chd, "1 of the 75 hunks of the CHD file are damaged, the first is hunk 3");
        Files.write(chd, right);

        Command.of("chdman", "createcd", "-f", "-i", folder.resolve("noise.cue"), "-o", chd, "-c", "none")
                .output();
        assertThat(chdmanVerify(chd)).contains("No verification to be done");
        assertThat(verify(chd).evidence().toString()).doesNotContain("CHD_SHA_1");
    }

    private static String chdmanVerify(Path chd) {
        Command.Result result = Command.of("chdman", "verify", "-i", chd).run();
        return result.output() + result.errors();
    }

    private static void assertMismatch(Path image, String reason) throws Exception {
        Verdict verdict = verify(image);
        assertThat(verdict.grade()).as(verdict.toString()).isEqualTo(Grade.MISMATCH);
        assertThat(verdict.evidence().toString()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "xz --block-size=1MiB -k, xz",
        "xz -k, xz",
        "zstd -q -k, zst",
        "pzstd -q -k, zst",
        "gzip -k, gz",
        "bzip2 -k, bz2",
    })
    @Needs(
            value = {Peer.XZ, Peer.ZSTD, Peer.PZSTD, Peer.GZIP, Peer.BZIP2},
            toShow = "checksums of compressed images, and of what is in them")
    void checksum_ofACompressedImage_isOfTheFileOrOfWhatIsInIt(String program, String suffix) throws Exception {
        Path image = Images.random(folder.resolve("image.iso"), 3_000_000, 1);
        Path sums = folder.resolve("SHA256SUMS");
        Path alone = folder.resolve("image.iso.sha256");
        String ofContent = Command.of("sha256sum", image).output();
        Command.of((Object[]) program.split(" ")).append(image).output();
        Files.delete(image);
        Path packed = folder.resolve("image.iso." + suffix);
        String ofFile = Command.of("sha256sum", packed).output();

        Files.writeString(sums, ofFile);
        assertThat(verifyExpanded(packed).grade()).isEqualTo(Grade.DIGEST_MATCH);
        Files.writeString(sums, ofContent);
        Verdict content = verifyExpanded(packed);
        assertThat(content.grade()).as(content.toString()).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(content.evidence().toString()).contains("SHA-256 of what it expands to is that of SHA256SUMS");
        Files.writeString(sums, "0".repeat(64) + "  image.iso\n");
        assertThat(verifyExpanded(packed).grade()).isEqualTo(Grade.MISMATCH);
        Files.delete(sums);

        Files.writeString(alone, ofContent.substring(0, 64) + "\n");
        assertThat(verifyExpanded(packed).grade()).isEqualTo(Grade.DIGEST_MATCH);
        Files.writeString(alone, ofFile.substring(0, 64) + "\n");
        assertThat(verifyExpanded(packed).grade()).isEqualTo(Grade.DIGEST_MATCH);
        Files.writeString(alone, "0".repeat(64) + "\n");
        assertThat(verifyExpanded(packed).grade()).isEqualTo(Grade.MISMATCH);
    }

    @Test
    @Needs(value = Peer.XZ, toShow = "a block of an xz file that is damaged")
    void block_ofACompressedImage_thatIsDamaged_isMismatch() throws Exception {
        Path image = Images.random(folder.resolve("image.iso"), 2_000_000, 1);
        Command.of("xz", "--block-size=512KiB", image).output();
        Path packed = folder.resolve("image.iso.xz");
        assertThat(verify(packed).grade()).isEqualTo(Grade.UNVERIFIED);
        byte[] bytes = Files.readAllBytes(packed);
        Images.put(packed, 1_200_000, new byte[] {(byte) ~bytes[1_200_000]});
        assertMismatch(packed, "it cannot be expanded to its end: block 2 of the xz file is damaged");
    }

    /** As the command does, which expands what can only be read so. */
    private Verdict verifyExpanded(Path image) throws Exception {
        ExpandedStore store = new ExpandedStore(folder.resolve("expanded"), 64L << 20, ExpansionLimits.DEFAULT);
        VerificationRequest request = VerificationRequest.of(image, List.of())
                .reading(new PackedFiles(new BlockCache(16 << 20), Optional.of(store)));
        try {
            return Verification.run(request, (name, done, total) -> true, Clock.systemUTC())
                    .verdict();
        } catch (NotExpandedException e) {
            store.expand(image, (read, all) -> true);
            return Verification.run(request, (name, done, total) -> true, Clock.systemUTC())
                    .verdict();
        }
    }

    @Test
    @Needs(
            value = {Peer.GPG, Peer.XORRISO},
            toShow = "what a user sees of trust and verification")
    void command_trustsAKey_verifies_andRemembers() throws Exception {
        Path image = iso("-V", "SIGNED");
        Path sums = folder.resolve("SHA256SUMS");
        Files.writeString(sums, Command.of("sha256sum", image).output());
        String fingerprint;
        try (Gpg gpg = Gpg.create()) {
            fingerprint = gpg.key("Publisher <p@example.org>", "ed25519", "1y");
            gpg.run("--detach-sign", "--armor", "--output", folder.resolve("SHA256SUMS.sign"), sums);
            gpg.export(folder.resolve("key.asc"));
        }
        Command.Result untrusted =
                spindle("trust", "add", folder.resolve("key.asc")).run();
        assertThat(untrusted.exitCode()).isEqualTo(2);
        assertThat(untrusted.errors()).contains(fingerprint, "--fingerprint");
        assertThat(spindle("verify", image, "--require", "signed").run().exitCode())
                .isEqualTo(7);
        spindle("trust", "add", folder.resolve("key.asc"), "--fingerprint", fingerprint)
                .output();
        JsonNode first = json(spindle("verify", image, "--json").output());
        assertThat(first.get("verdict").asText()).isEqualTo("SIGNED");
        assertThat(first.get("readNow").asBoolean()).isTrue();
        assertThat(first.get("signer").get("fingerprint").asText()).isEqualTo(fingerprint);
        JsonNode second = json(spindle("verify", image, "--json").output());
        assertThat(second.get("readNow").asBoolean()).isFalse();
        assertThat(second.get("verdict").asText()).isEqualTo("SIGNED");
        Images.put(image, 1_000_000, new byte[] {1, 2, 3, 4});
        assertThat(spindle("verify", image).run().exitCode()).isEqualTo(1);
    }

    @Test
    void command_thatIsInterrupted_keepsWhatIsDone_andGoesOnThere() throws Exception {
        Path isos = Files.createDirectory(folder.resolve("isos"));
        Path small = Images.random(isos.resolve("a.iso"), 300_000, 1);
        Files.writeString(
                isos.resolve("SHA256SUMS"), Command.of("sha256sum", small).output());
        Images.hole(isos.resolve("b.iso"), 500L << 30);
        assertThat(interrupted(isos)).contains("a.iso: DIGEST MATCH\n");
        Path kept = folder.resolve("state/spindle/verified");
        try (var files = Files.list(kept)) {
            assertThat(files.map(it -> it.getFileName().toString().replaceFirst(".*\\.", "")))
                    .containsExactlyInAnyOrder("image", "content", "leaves");
        }
        assertThat(interrupted(isos)).contains("a.iso: DIGEST MATCH (as of ");
    }

    /** Stops the command with Ctrl-C when it has told of the first image, in the middle of the next; gives what it told. */
    private String interrupted(Path isos) throws Exception {
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        // A process that was started in the background may have been told to ignore it.
        ProcessBuilder builder = new ProcessBuilder("env", "--default-signal=INT", SpindleProcess.PROGRAM.toString());
        builder.command().addAll(List.of("verify", isos.toString()));
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
        Process process = builder.start();
        try {
            Await.until(
                    "the first image",
                    Duration.ofMinutes(3),
                    () -> output.toFile().length() > 0,
                    () -> output + " is empty");
            Command.of("kill", "-INT", process.pid()).output();
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(Files.readString(errors))
                    .isEqualTo("spindle: stopped before " + isos.resolve("b.iso")
                            + " was read; what was verified before it is kept: run the same again to go on there\n");
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
        }
    }

    private Command spindle(Object... words) {
        return Command.of(SpindleProcess.PROGRAM).append(words).with("XDG_STATE_HOME", folder.resolve("state"));
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }

    private Path iso(Object... options) throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        Images.random(tree.resolve("noise"), 2_000_000, 4);
        Path image = folder.resolve("made.iso");
        Command.of("xorriso", "-as", "mkisofs", "-quiet", "-o", image)
                .append(options)
                .append(tree)
                .output();
        return image;
    }

    private static Verdict verify(Path image) throws Exception {
        return Verification.run(
                        VerificationRequest.of(image, List.of()), (name, done, total) -> true, Clock.systemUTC())
                .verdict();
    }
}
