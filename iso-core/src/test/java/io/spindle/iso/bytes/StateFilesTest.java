package io.spindle.iso.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFilesTest {
    @TempDir
    private Path folder;

    @Test
    void replace_twice_leavesTheNewerContentAndNothingElse() throws IOException {
        Path file = folder.resolve("state");
        StateFiles.replace(file, new byte[] {1, 2});
        StateFiles.replace(file, new byte[] {3});
        assertThat(Files.readAllBytes(file)).containsExactly(3);
        assertThat(names()).containsExactly("state");
    }

    @Test
    void replace_thatIsNotPossible_leavesNothingBehind() throws IOException {
        Path file = folder.resolve("state");
        Files.createDirectory(file);
        Files.createFile(file.resolve("inside"));
        assertThatThrownBy(() -> StateFiles.replace(file, new byte[] {1})).isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("state");
    }

    private Stream<String> names() throws IOException {
        return Files.list(folder).map(it -> it.getFileName().toString());
    }
}
