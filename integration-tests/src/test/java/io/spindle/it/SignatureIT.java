package io.spindle.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.openpgp.PublisherKey;
import io.spindle.iso.openpgp.TrustedKeys;
import io.spindle.iso.verification.Evidence;
import io.spindle.iso.verification.Grade;
import io.spindle.iso.verification.Verdict;
import io.spindle.iso.verification.Verification;
import io.spindle.iso.verification.VerificationRequest;
import io.spindle.it.harness.Command;
import io.spindle.it.harness.Gpg;
import io.spindle.it.harness.Images;
import io.spindle.it.harness.Needs;
import io.spindle.it.harness.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that GnuPG makes, with keys of GnuPG. */
@Needs(value = Peer.GPG, toShow = "OpenPGP signatures of another program")
final class SignatureIT {
    private static final String NAME = "Pub Lisher <publisher@example.org>";
    private static final String LONG_AGO = "--faked-system-time=20200101T000000!";

    @TempDir
    private Path folder;

    private Gpg gpg;
    private Path image;
    private Path sums;

    @BeforeEach
    void makeImage() throws IOException {
        gpg = Gpg.create();
        image = Images.random(folder.resolve("image.iso"), 300_000, 7);
        sums = folder.resolve("SHA256SUMS");
        Files.writeString(sums, Command.of("sha256sum", image).output());
    }

    @AfterEach
    void stop() throws IOException {
        gpg.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa3072", "ed25519", "nistp256", "brainpoolP384r1", "dsa2048"})
    void sums_signedBesideThem_areSigned(String algorithm) throws Exception {
        String fingerprint = gpg.key(NAME, algorithm, "1y");
        gpg.run("--armor", "--detach-sign", "--output", folder.resolve("SHA256SUMS.sign"), sums);
        Verdict verdict = verify();
        assertThat(verdict.grade()).as(verdict.toString()).isEqualTo(Grade.SIGNED);
        assertThat(verdict.signer().orElseThrow().fingerprint()).isEqualTo(fingerprint);
        assertThat(verdict.summary()).startsWith("SIGNED by Pub Lisher <publisher@example.org> on 20");
    }

    @Test
    void sums_signedInOneFile_areSigned_withDashesAndBlanks() throws Exception {
        gpg.key(NAME, "ed25519", "1y");
        Files.writeString(sums, "- a dash \t\n-----\n\n" + Files.readString(sums) + "# blanks   \n\n");
        gpg.run("--clear-sign", "--output", folder.resolve("image.iso.CHECKSUM"), sums);
        Files.delete(sums);
        assertThat(verify().grade()).isEqualTo(Grade.SIGNED);
    }

    @Test
    void lines_besideSignedText_doNotCount() throws Exception {
        gpg.key(NAME, "ed25519", "1y");
        String right = Files.readString(sums);
        Files.writeString(sums, "0".repeat(64) + "  other.iso\n");
        Path signed = folder.resolve("CHECKSUM");
        gpg.run("--clear-sign", "--output", signed, sums);
        Files.delete(sums);
        Files.writeString(signed, right + Files.readString(signed) + right);
        Verdict verdict = verify();
        assertThat(verdict.grade()).isEqualTo(Grade.UNVERIFIED);
        assertThat(verdict.evidence()).noneMatch(it -> it.outcome() == Evidence.Outcome.GOOD);
    }

    @Test
    void text_changedAfterItWasSigned_isMismatch() throws Exception {
        gpg.key(NAME, "ed25519", "1y");
        Path signature = folder.resolve("SHA256SUMS.asc");
        gpg.run("--armor", "--detach-sign", "--output", signature, sums);
        Files.writeString(sums, Files.readString(sums) + "\n");
        assertThat(verify().grade()).isEqualTo(Grade.MISMATCH);
        Files.delete(signature);
        Path signed = folder.resolve("sha256sum.txt");
        gpg.run("--clear-sign", "--output", signed, sums);
        Files.delete(sums);
        assertThat(verify().grade()).isEqualTo(Grade.SIGNED);
        Files.writeString(signed, Files.readString(signed).replace("image.iso", "image.iso "));
        assertThat(verify().grade())
                .as("blanks at the end of lines are not signed")
                .isEqualTo(Grade.SIGNED);
        Files.writeString(signed, Files.readString(signed).replace("  ", " *"));
        assertThat(verify().grade()).isEqualTo(Grade.MISMATCH);
    }

    @Test
    void text_signedAsText_isSigned_whateverItsLinesEndWith() throws Exception {
        gpg.key(NAME, "rsa2048", "1y");
        Files.writeString(sums, "# blanks \t \n" + Files.readString(sums));
        gpg.run("--textmode", "--detach-sign", "--output", folder.resolve("SHA256SUMS.sig"), sums);
        assertThat(verify().grade()).isEqualTo(Grade.SIGNED);
        Files.writeString(sums, Files.readString(sums).replace("\n", "\r\n"));
        assertThat(verify().grade()).isEqualTo(Grade.SIGNED);
    }

    @Test
    void signature_ofAKeyThatIsNotTrusted_leavesADigest() throws Exception {
        gpg.key("Some Body <somebody@example.org>", "ed25519", "1y");
        gpg.run("--detach-sign", "--output", folder.resolve("SHA256SUMS.gpg"), sums);
        gpg.key(NAME, "ed25519", "1y");
        Verdict verdict = verify();
        assertThat(verdict.grade()).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(notes(verdict)).contains("is not trusted here");
    }

    @Test
    void image_signedItself_isSigned_untilAByteDiffers() throws Exception {
        gpg.key(NAME, "ed25519", "1y");
        Files.delete(sums);
        gpg.run("--detach-sign", "--output", folder.resolve("image.iso.sig"), image);
        assertThat(verify().grade()).isEqualTo(Grade.SIGNED);
        Images.put(image, 299_999, new byte[] {1, 2, 3});
        Verdict verdict = verify();
        assertThat(verdict.grade()).as(verdict.toString()).isEqualTo(Grade.MISMATCH);
    }

    @Test
    void key_thatEnded_signsNoMore() throws Exception {
        gpg.run(LONG_AGO, "--quick-gen-key", NAME, "ed25519", "sign,cert", "2022-01-01");
        gpg.run(LONG_AGO, "--detach-sign", "--output", folder.resolve("SHA256SUMS.gpg"), sums);
        Verdict verdict = verify();
        assertThat(verdict.grade()).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(notes(verdict)).contains("the key ended on 2022-01-01");
        gpg.run("--quick-set-expire", gpg.fingerprint(NAME), "1y");
        assertThat(verify().grade()).as("its owner made it last longer").isEqualTo(Grade.SIGNED);
    }

    @Test
    void key_thatWasRevoked_signsNoMore() throws Exception {
        String fingerprint = gpg.key(NAME, "ed25519", "1y");
        gpg.run("--detach-sign", "--output", folder.resolve("SHA256SUMS.gpg"), sums);
        assertThat(verify().grade()).isEqualTo(Grade.SIGNED);
        gpg.revoke(fingerprint);
        Verdict verdict = verify();
        assertThat(verdict.grade()).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(notes(verdict)).contains("the key was revoked");
    }

    @Test
    void subkey_thatMaySign_signsForItsKey_untilItEnds() throws Exception {
        gpg.run(LONG_AGO, "--quick-gen-key", NAME, "ed25519", "cert", "0");
        String fingerprint = gpg.fingerprint(NAME);
        gpg.run(LONG_AGO, "--quick-add-key", fingerprint, "rsa2048", "sign", "2022-01-01");
        gpg.run(LONG_AGO, "--detach-sign", "--output", folder.resolve("SHA256SUMS.gpg"), sums);
        Verdict ended = verify();
        assertThat(ended.grade()).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(notes(ended)).contains("ended on 2022-01-01");
        gpg.run("--quick-set-expire", fingerprint, "2y", gpg.fingerprints(NAME).get(1));
        Verdict longer = verify();
        assertThat(longer.grade()).as(longer.toString()).isEqualTo(Grade.SIGNED);
        gpg.run("--quick-add-key", fingerprint, "ed25519", "sign", "1y");
        gpg.run(
                "--local-user",
                gpg.fingerprints(NAME).get(2) + "!",
                "--detach-sign",
                "--output",
                folder.resolve("SHA256SUMS.gpg"),
                sums);
        Verdict verdict = verify();
        assertThat(verdict.grade()).isEqualTo(Grade.SIGNED);
        assertThat(verdict.signer().orElseThrow().fingerprint()).isEqualTo(fingerprint);
    }

    @Test
    void signature_overSha1_doesNotCount() throws Exception {
        gpg.key(NAME, "rsa2048", "1y");
        gpg.run("--digest-algo", "SHA1", "--detach-sign", "--output", folder.resolve("SHA256SUMS.gpg"), sums);
        Verdict verdict = verify();
        assertThat(verdict.grade()).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(notes(verdict)).contains("SHA-1 no longer counts");
    }

    @Test
    void signature_thatEnded_orOfAWeakKey_doesNotCount() throws Exception {
        gpg.run(LONG_AGO, "--quick-gen-key", NAME, "ed25519", "sign,cert", "0");
        gpg.run(
                LONG_AGO,
                "--default-sig-expire",
                "1y",
                "--detach-sign",
                "--output",
                folder.resolve("SHA256SUMS.gpg"),
                sums);
        assertThat(notes(verify())).contains("it ended on 2020-12-31");
        gpg.key("Weak Key <weak@example.org>", "rsa1024", "1y");
        gpg.run(
                "--local-user",
                "weak@example.org",
                "--detach-sign",
                "--output",
                folder.resolve("SHA256SUMS.gpg"),
                sums);
        Verdict verdict = verify();
        assertThat(verdict.grade()).isEqualTo(Grade.DIGEST_MATCH);
        assertThat(notes(verdict)).contains("1024 bits");
    }

    /** Keys with several names, subkeys, people who may revoke them, and lives that were made longer. */
    @ParameterizedTest
    @ValueSource(strings = {"debian-archive-keyring.gpg", "debian-archive-removed-keys.gpg"})
    @Needs(value = Peer.DEBIAN_KEYS, toShow = "what real keys say of themselves")
    void keys_ofDebian_endWhenGnupgSays(String keyring) throws Exception {
        Path file = Path.of("/usr/share/keyrings").resolve(keyring);
        List<String> theirs = gpg.run("--show-keys", "--with-colons", file)
                .lines()
                .filter(line -> line.startsWith("pub:"))
                .map(line -> line.split(":"))
                .map(field -> field[4] + " ends " + field[6])
                .toList();
        List<String> ours = TrustedKeys.read(file).stream()
                .map(key -> key.fingerprint().substring(24) + " ends "
                        + key.expires()
                                .map(it -> Long.toString(it.getEpochSecond()))
                                .orElse(""))
                .toList();
        assertThat(ours).isNotEmpty().containsExactlyElementsOf(theirs);
    }

    /** Trusts the last key that bears each name that counts here. */
    private Verdict verify() throws Exception {
        List<PublisherKey> trusted = TrustedKeys.read(gpg.export(folder.resolve("keys"))).stream()
                .filter(it -> !it.userId().startsWith("Some Body"))
                .toList();
        return Verification.run(VerificationRequest.of(image, trusted), (name, done, total) -> true, Clock.systemUTC())
                .verdict();
    }

    private static String notes(Verdict verdict) {
        return verdict.evidence().toString();
    }
}
