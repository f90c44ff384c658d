package io.spindle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need no server. */
final class FileCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void create_overADeviceOrALinkToNothing_isRefusedWhateverIsForced() throws IOException {
        Path device = Path.of("/dev/null");
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
        Path linkToDevice = Files.createSymbolicLink(folder.resolve("stdout"), device);

        for (Path path : new Path[] {device, linkToDevice}) {
            assertThat(run("create", "--force", path, folder)).isEqualTo(2);
            assertThat(err.toString()).contains(path + " is a device or a pipe");
        }
        assertThat(run("create", link, Files.createDirectory(folder.resolve("tree"))))
                .isEqualTo(2);

        assertThat(err.toString()).contains(link + " is a link to what is not there");
        assertThat(linkToDevice).isSymbolicLink();
        assertThat(link).isSymbolicLink();
        Files.delete(linkToDevice);
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void verify_whatCannotBeKept_isToldAllTheSame() throws IOException {
        Path image = Files.write(folder.resolve("a.iso"), new byte[2048]);
        Files.writeString(
                folder.resolve("SHA256SUMS"),
                "e5a00aa9991ac8a5ee3109844d84a55583bd20572ad3ffcd42792f3c36b183ad  a.iso\n");
        Path noFolder = Files.write(folder.resolve("verified"), new byte[0]);

        assertThat(run("verify", "--again", image, "--state", folder.resolve("discs.json")))
                .isZero();

        assertThat(out.toString()).contains("a.iso: DIGEST MATCH");
        assertThat(err.toString()).contains("warning: the result is not kept", noFolder.toString());
    }

    private int run(Object... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    }
}
