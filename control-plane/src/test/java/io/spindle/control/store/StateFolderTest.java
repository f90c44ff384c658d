package io.spindle.control.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
    @TempDir
    private Path folder;

    @Test
    void write_replacesTheWholeDocument() throws IOException {
        StateFolder state = StateFolder.open(folder);

        state.write("rig", JsonNodeFactory.instance.objectNode().put("disc", "a-long-name"));
        state.write("rig", JsonNodeFactory.instance.objectNode().put("disc", "b"));

        assertThat(Files.readString(folder.resolve("rig.json"))).isEqualTo("{\"disc\":\"b\"}");
        assertThat(folder.toFile().list()).containsExactly("rig.json");
    }

    @Test
    void read_fileThatADyingProcessLeftUnfinished_isNotLookedAt() throws IOException {
        Files.writeString(folder.resolve("rig.json"), "{\"disc\":\"a\"}");
        Files.writeString(folder.resolve("rig.json.new"), "{\"dis");

        assertThat(StateFolder.open(folder).read().get("rig").path("disc").asText())
                .isEqualTo("a");
    }

    @Test
    void read_brokenDocument_namesTheFile() throws IOException {
        Files.writeString(folder.resolve("rig.json"), "{");

        assertThatThrownBy(() -> StateFolder.open(folder).read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("rig.json")
                .hasMessageContaining("repair or remove it");
    }

    /** A disk that was full, or a machine that lost power, may leave such a file: it is not "nothing is known". */
    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7"})
    void read_fileThatHoldsNoObject_namesTheFile(String text) throws IOException {
        Files.writeString(folder.resolve("rig.json"), text);

        assertThatThrownBy(() -> StateFolder.open(folder).read())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder.resolve("rig.json") + " cannot be read (it holds no JSON object): repair or remove it");
    }

    @Test
    void fault_ofAFolderThatIsGone_isTold_andOfAGoodOneIsNone() throws IOException {
        StateFolder state = StateFolder.open(folder.resolve("sub"));
        assertThat(state.fault()).isEmpty();
        assertThat(folder.resolve("sub")).isEmptyDirectory();
        Files.delete(folder.resolve("sub"));

        assertThat(state.fault()).hasValueSatisfying(it -> assertThat(it).contains("sub cannot be written"));
    }

    @Test
    void audit_folderInItsPlace_isNamed() throws IOException {
        Path file = Files.createDirectory(folder.resolve("audit.jsonl"));

        assertThatThrownBy(() -> AuditLog.open(file)).hasMessageContaining(file + ": is a folder");
    }

    @Test
    void audit_lineThatADyingProcessLeftUnfinished_spoilsNoOther() throws IOException {
        Path file = folder.resolve("audit.jsonl");
        Files.writeString(file, "{\"a\":1}\n{\"b\":");

        try (AuditLog log = AuditLog.open(file)) {
            log.add(JsonNodeFactory.instance.objectNode().put("c", 3));
        }

        assertThat(Files.readAllLines(file)).containsExactly("{\"a\":1}", "{\"b\":", "{\"c\":3}");
    }
}
