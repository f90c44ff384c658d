package io.spindle.iso.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys, signatures and signed texts of any bytes: they are read, or refused with the one exception that says so, and none
 * of them is good but those that GnuPG made.
 */
final class OpenPgpFuzzTest {
    private static final String KEY = "7420A8F34F4D25A5173D34414DEDC6658766BE8D";
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final int MUTATIONS = 400;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @FuzzTest(maxDuration = "60s")
    void keys(byte[] bytes) throws IOException {
        readKeys(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void signature(byte[] bytes) throws IOException {
        check(bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void signedText(byte[] bytes) throws IOException {
        readSigned(bytes);
    }

    private static void readKeys(byte[] bytes) throws IOException {
        try {
            for (PublisherKey key : PublisherKey.read(bytes)) {
                assertThat(key.fingerprint()).matches("[0-9A-F]{40}");
                assertThat(key.userId().codePoints().noneMatch(Character::isISOControl))
                        .isTrue();
                key.fault(NOW);
            }
        } catch (OpenPgpException refused) {
            assertThat(refused).hasMessageNotContaining("null");
        }
    }

    private static boolean check(byte[] bytes) throws IOException {
        byte[] sums = seed("sums");
        try {
            return SignedText.detached(sums, bytes, trusted(), NOW).signer().isPresent();
        } catch (OpenPgpException refused) {
            return false;
        }
    }

    private static boolean readSigned(byte[] bytes) throws IOException {
        try {
            SignedText text = SignedText.clearSigned(bytes, trusted(), NOW);
            text.signer().ifPresent(it -> assertThat(text.body()).isEqualTo("0".repeat(64) + "  image.iso\n- dash"));
            return text.signer().isPresent();
        } catch (OpenPgpException refused) {
            return false;
        }
    }

    @Test
    void seeds_asGnupgMadeThem_areGood() throws IOException {
        assertThat(trusted()).extracting(PublisherKey::fingerprint).containsExactly(KEY);
        assertThat(trusted().get(0).userId()).isEqualTo("Test Publisher <test@example.org>");
        assertThat(check(seed("OpenPgpFuzzTestInputs/signature/primary.asc"))).isTrue();
        assertThat(check(seed("OpenPgpFuzzTestInputs/signature/two.asc"))).isTrue();
        assertThat(check(seed("OpenPgpFuzzTestInputs/signature/subkey.sig"))).isTrue();
        assertThat(readSigned(seed("OpenPgpFuzzTestInputs/signedText/clear.asc")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2028-01-02T00:00:00Z", "2025-06-01T00:00:00Z"})
    void subkey_outsideOfItsTime_doesNotSign(String now) throws IOException {
        SignedText text = SignedText.detached(
                seed("sums"), seed("OpenPgpFuzzTestInputs/signature/subkey.sig"), trusted(), Instant.parse(now));
        assertThat(text.results()).extracting(SignatureResult::kind).containsExactly(SignatureResult.Kind.REFUSED);
    }

    @Test
    void signatures_mutated_areReadOrRefused() throws IOException {
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            Random random = new Random(1);
            for (String seed :
                    List.of("signature/subkey.sig", "signature/primary.asc", "signedText/clear.asc", "keys/key.pgp")) {
                byte[] bytes = seed("OpenPgpFuzzTestInputs/" + seed);
                for (int i = 0; i < MUTATIONS; i++) {
                    byte[] mutated = mutated(bytes, random);
                    readKeys(mutated);
                    check(mutated);
                    readSigned(mutated);
                }
            }
        });
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated = Arrays.copyOf(bytes, random.nextInt(8) == 0 ? random.nextInt(bytes.length) + 1 : bytes.length);
        for (int i = random.nextInt(4); i >= 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        }
        return mutated;
    }

    private static List<PublisherKey> trusted() throws IOException {
        return PublisherKey.read(seed("OpenPgpFuzzTestInputs/keys/key.asc"));
    }

    private static byte[] seed(String name) throws IOException {
        try (InputStream in = OpenPgpFuzzTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
