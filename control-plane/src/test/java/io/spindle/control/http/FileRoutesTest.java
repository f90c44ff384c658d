package io.spindle.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.control.drive.DriveRoom;
import io.spindle.control.http.RawHttp.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRoutesTest {
    @TempDir
    private static Path folder;

    private static ServerRoom room;
    private static RawHttp http;

    @BeforeAll
    static void open() throws IOException {
        room = new ServerRoom(folder, Map.of());
        http = room.http;
    }

    @AfterAll
    static void close() {
        room.close();
    }

    @Test
    void file_ofAFolder_isSentWholeToBeSaved() throws IOException {
        JsonNode entries = http.get("/api/v1/discs/demo/tree").json().path("entries");
        assertThat(entries).isNotEmpty();
        for (JsonNode entry : entries) {
            if (entry.path("kind").asText().equals("file")) {
                Answer file = http.get(
                        "/api/v1/discs/demo/file?path=/" + entry.path("name").asText());

                assertThat(file.status()).isEqualTo(200);
                assertThat(file.header("Content-Length"))
                        .isEqualTo(entry.path("sizeBytes").asText());
                assertThat(file.header("Content-Type")).isEqualTo("application/octet-stream");
                assertThat(file.header("Content-Disposition")).startsWith("attachment; ");
                assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
            }
        }
        var disc = room.drives.library.find("demo").orElseThrow().userData();
        DriveRoom.await("that the disc is let go", () -> disc.leases() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tree?path=none",
                "tree?path=../../../etc",
                "file?path=../../../etc/passwd",
                "file?path=%2e%2e/%2e%2e/etc/passwd",
                "file?path=%00",
                "file?path=/",
                "file?path=",
                "file"
            })
    void path_thatIsNotOnTheDisc_isNotFound(String request) throws IOException {
        Answer answer = http.get("/api/v1/discs/demo/" + request);

        boolean top = answer.body().contains("\"tree\"");
        assertThat(top ? 404 : answer.status()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("root:");
    }

    @Test
    void disc_withoutFileSystem_saysSo() throws IOException {
        Answer answer = http.get("/api/v1/discs/a/tree");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.json().path("text").asText()).contains("a holds no file system");
        assertThat(http.get("/api/v1/discs/nope/tree").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            README.TXT     | attachment; filename="README.TXT"; filename*=UTF-8''README.TXT
            a"b.txt        | attachment; filename="a_b.txt"; filename*=UTF-8''a%22b.txt
            a\\b;c=d.txt  | attachment; filename="a_b_c_d.txt"; filename*=UTF-8''a%5Cb%3Bc%3Dd.txt
            ..hidden       | attachment; filename="_hidden"; filename*=UTF-8''..hidden
            über.iso       | attachment; filename="_ber.iso"; filename*=UTF-8''%C3%BCber.iso
            """)
    void attachment_hostileNames_staysOneHeader(String name, String header) {
        assertThat(FileRoutes.attachment(name)).isEqualTo(header);
    }

    @Test
    void attachment_lineEndsAndLengths_areTamed() {
        assertThat(FileRoutes.attachment("a\r\nSet-Cookie: b")).doesNotContain("\r", "\n");
        assertThat(FileRoutes.attachment("x".repeat(5000)).length()).isLessThan(500);
    }

    @Test
    void file_ofADiscThatIsNotAdmitted_isForbidden_itsFoldersAreShown() throws IOException {
        try (ServerRoom strict = new ServerRoom(folder.resolve("strict"), Map.of())) {
            strict.drives.library.admitBy(disc -> Optional.of("holds Test.Malware"));

            Answer file = strict.http.get("/api/v1/discs/demo/file?path=/README.TXT");

            assertThat(file.status()).isEqualTo(403);
            assertThat(file.body()).contains("holds Test.Malware");
            assertThat(strict.http.get("/api/v1/discs/demo/tree").status()).isEqualTo(200);
        }
    }
}
