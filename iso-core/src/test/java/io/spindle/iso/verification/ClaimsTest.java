package io.spindle.iso.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lines of files of checksums come to. */
final class ClaimsTest {
    private static final String OF_THE_IMAGE = "e5a00aa9991ac8a5ee3109844d84a55583bd20572ad3ffcd42792f3c36b183ad";
    private static final String OF_OTHERS = "d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa";

    @TempDir
    private Path folder;

    @Test
    void filesOfOneName_inSeveralFolders_areMatchedByAnyOfThem() throws Exception {
        assertThat(grade(OF_OTHERS + "  ./netboot/gtk/mini.iso\n" + OF_THE_IMAGE + "  ./netboot/mini.iso\n"))
                .isEqualTo(Grade.DIGEST_MATCH);
        assertThat(grade(OF_THE_IMAGE + "  mini.iso\n" + OF_OTHERS + "  gtk/mini.iso\n"))
                .isEqualTo(Grade.DIGEST_MATCH);
    }

    @Test
    void filesOfOneName_noneOfThemTheImage_areAMismatch() throws Exception {
        assertThat(grade(OF_OTHERS + "  ./netboot/gtk/mini.iso\n" + OF_OTHERS.replace('d', '0') + "  mini.iso\n"))
                .isEqualTo(Grade.MISMATCH);
    }

    @Test
    void oneFile_withTwoDigests_isAMismatch() throws Exception {
        assertThat(grade(OF_OTHERS + "  mini.iso\n" + OF_THE_IMAGE + "  mini.iso\n"))
                .isEqualTo(Grade.MISMATCH);
    }

    private Grade grade(String checksums) throws Exception {
        Path image = Files.write(folder.resolve("mini.iso"), new byte[2048]);
        Files.writeString(folder.resolve("SHA256SUMS"), checksums);
        return Verification.run(
                        VerificationRequest.of(image, List.of()), (name, done, total) -> true, Clock.systemUTC())
                .verdict()
                .grade();
    }
}
