package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever initiators and operator do: no command throws or sends more than it may, and a nexus that goes leaves nothing.
 * {@code JAZZER_FUZZ=1} looks for more; without it the inputs beside this class are tried.
 */
final class DriveFuzzTest {
    @FuzzTest
    void anySequence(byte[] script) throws IOException {
        new DriveScript(script).run();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomSequences(int seed) throws IOException {
        Random random = new Random(seed);
        int good = 0;
        for (int i = 0; i < 12; i++) {
            byte[] script = new byte[3000];
            random.nextBytes(script);
            good += new DriveScript(script).run();
        }
        assertThat(good).isGreaterThan(300);
    }

    @Test
    void script_ofNothing_endsWell() throws IOException {
        assertThat(new DriveScript(new byte[0]).run()).isZero();
    }
}
