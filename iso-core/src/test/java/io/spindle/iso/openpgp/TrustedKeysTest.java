package io.spindle.iso.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustedKeysTest {
    private static final String KEY = "7420A8F34F4D25A5173D34414DEDC6658766BE8D";

    @TempDir
    private Path folder;

    @Test
    void fingerprint_asPeopleCopyIt_isWholeOrNone() {
        assertThat(TrustedKeys.fingerprint("7420 a8f3 4f4d 25a5 173d  3441 4ded c665 8766 be8d"))
                .contains(KEY);
        assertThat(TrustedKeys.fingerprint("0x" + KEY)).contains(KEY);
        assertThat(TrustedKeys.fingerprint("4DEDC6658766BE8D")).isEmpty();
        assertThat(TrustedKeys.fingerprint("../" + KEY)).isEmpty();
    }

    @Test
    void key_isTrusted_fromWhenItIsAddedUntilItIsRemoved() throws Exception {
        TrustedKeys keys = new TrustedKeys(folder.resolve("trusted"));
        assertThat(keys.list()).isEmpty();
        assertThat(keys.stillTrusts(KEY)).isFalse();
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("OpenPgpFuzzTestInputs/keys/key.asc"))
                .toURI());
        keys.add(TrustedKeys.read(file).get(0));
        assertThat(keys.list()).extracting(PublisherKey::fingerprint).containsExactly(KEY);
        assertThat(keys.stillTrusts(KEY)).isTrue();
        assertThat(keys.remove(KEY)).isTrue();
        assertThat(keys.remove(KEY)).isFalse();
        assertThat(keys.list()).isEmpty();
    }

    @Test
    void file_ofAnotherKey_isNotTaken() throws Exception {
        Path trusted = Files.createDirectory(folder.resolve("trusted"));
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("OpenPgpFuzzTestInputs/keys/key.pgp"))
                .toURI());
        Files.copy(file, trusted.resolve("0".repeat(40) + ".pgp"));
        assertThatThrownBy(() -> new TrustedKeys(trusted).list())
                .isInstanceOf(OpenPgpException.class)
                .hasMessageContaining("not the one key that its name says");
    }
}
