package io.spindle.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.spindle.control.fetch.FetchRules;
import io.spindle.control.http.RawHttp.Answer;
import io.spindle.iso.demo.DemoDisc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedfishTest {
    private static final String MEDIUM = "/redfish/v1/Systems/rig/VirtualMedia/Cd";
    private static final String INSERT = MEDIUM + "/Actions/VirtualMedia.InsertMedia";
    private static final String EJECT = MEDIUM + "/Actions/VirtualMedia.EjectMedia";

    @TempDir
    private Path folder;

    private Path isos;
    private ServerRoom room;
    private RawHttp http;

    @BeforeEach
    void open() throws IOException {
        isos = Files.createDirectories(folder.resolve("isos"));
        room = new ServerRoom(
                folder,
                Map.of(),
                new FetchRules(
                        List.of("file://" + isos, "https://images.example/"),
                        List.of(),
                        1 << 20,
                        Duration.ofMinutes(1),
                        Optional.empty()));
        http = room.http;
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void tree_everyLink_leadsToAResourceThatIsCalledSo() throws IOException {
        walk(http.get("/redfish/v1/").json(), new java.util.HashSet<>());
    }

    private void walk(JsonNode node, java.util.Set<String> seen) throws IOException {
        for (JsonNode link : node.findValues("@odata.id")) {
            if (seen.add(link.asText())) {
                Answer answer = http.get(link.asText());
                assertThat(answer.status()).as(link.asText()).isEqualTo(200);
                assertThat(answer.header("OData-Version")).isEqualTo("4.0");
                assertThat(answer.json().path("@odata.id").asText().replaceAll("/$", ""))
                        .isEqualTo(link.asText().replaceAll("/$", ""));
                walk(answer.json(), seen);
            }
        }
    }

    @Test
    void medium_empty_saysSoWithNulls() throws IOException {
        JsonNode medium = http.get(MEDIUM).json();

        assertThat(medium.path("@odata.type").asText()).startsWith("#VirtualMedia.v1_6_");
        assertThat(medium.path("Image").isNull()).isTrue();
        assertThat(medium.path("ImageName").isNull()).isTrue();
        assertThat(medium.path("Inserted").asBoolean(true)).isFalse();
        assertThat(medium.path("ConnectedVia").asText()).isEqualTo("NotConnected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spindle:a", "nbd://10.0.0.1:10809/a", "http://127.0.0.1:PORT/api/v1/discs/a"})
    void insert_uriOfADisc_isEchoedVerbatimUnderBothParents(String uri) throws IOException {
        String image = uri.replace("PORT", Integer.toString(http.port()));

        assertThat(http.post(INSERT, "{\"Image\":\"" + image + "\"}").status()).isEqualTo(204);
        JsonNode medium = http.get("/redfish/v1/Managers/rig/VirtualMedia/Cd").json();

        assertThat(medium.path("Image").asText()).isEqualTo(image);
        assertThat(medium.path("ImageName").asText()).isEqualTo("a");
        assertThat(medium.path("Inserted").asBoolean()).isTrue();
        assertThat(http.post(EJECT, "").status()).isEqualTo(204);
        assertThat(http.post(EJECT, "{}").status()).isEqualTo(204);
        assertThat(http.get(MEDIUM).json().path("Image").isNull()).isTrue();
    }

    @Test
    void insert_urlThatIsAllowed_isEchoedVerbatimAndCleanedUp() throws IOException {
        ByteBuffer image = ByteBuffer.allocate((int) DemoDisc.image().lengthBytes());
        DemoDisc.image().read(0, image);
        Files.write(isos.resolve("a b.iso"), image.array());
        String url = "FILE://localhost" + isos + "/a%20b.iso";

        Answer answer = http.post(INSERT, "{\"Image\":\"" + url + "\",\"UserName\":\"me\",\"Password\":\"hunter2\"}");

        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        Answer medium = http.get(MEDIUM);
        assertThat(medium.json().path("Image").asText()).isEqualTo(url);
        assertThat(medium.json().path("ImageName").asText()).matches("a_b\\.[0-9a-f]{32}\\.iso");
        assertThat(medium.json().path("Password").isNull()).isTrue();
        assertThat(medium.body()).doesNotContain("hunter2");
        assertThat(http.post(EJECT, "").status()).isEqualTo(204);
        assertThat(http.post("/api/v1/drives/rig/insert", "{\"url\":\"" + url + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Image":"https://images.example/a.iso","TransferProtocolType":"HTTP"}  | is not the protocol of Image
            {"Image":"https://images.example/a.iso","TransferProtocolType":"NFS"}   | is not the protocol of Image
            {"Image":"images.example/a.iso","TransferProtocolType":"CIFS"}          | other sources are not allowed
            {"Image":"images.example:81/a.iso","TransferProtocolType":"HTTP"}       | http://images.example:81/a.iso is not
            {"Image":"//images.example/a.iso","TransferProtocolType":"HTTP"}        | http://images.example/a.iso is not
            {"Image":"https://other.example/a.iso?sig=hunter2"}                     | not below any source
            {"Image":"https://me:hunter2@images.example/a.iso"}                     | holds no user or password
            """)
    void insert_protocolOrSourceThatIsNot_isRefusedWithTheReason(String body, String reason) throws IOException {
        Answer answer = http.post(INSERT, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("message").asText()).contains(reason);
    }

    @Test
    void insert_whereAnotherDiscLies_isAConflictWithExtendedInfo() throws IOException {
        http.post(INSERT, "{\"Image\":\"spindle:a\"}");

        Answer answer = http.post(INSERT, "{\"Image\":\"spindle:b\"}");

        assertThat(answer.status()).isEqualTo(409);
        JsonNode info =
                answer.json().path("error").path("@Message.ExtendedInfo").path(0);
        assertThat(info.path("MessageId").asText()).matches("Base\\.1\\.[0-9]+\\.ResourceInUse");
        assertThat(info.path("Message").asText()).contains("a lies in rig");
    }

    @Test
    void insert_guestHolds_isAConflictUntilForced() throws IOException {
        http.post(INSERT, "{\"Image\":\"spindle:a\"}");
        room.drives.carriers.get("rig").hold(true);

        Answer forced = http.post(EJECT, "{\"Oem\":{\"Spindle\":{\"Policy\":\"force\"}}}");

        assertThat(forced.status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Image\":null}",
                "{\"Image\":7}",
                "{\"Image\":\"spindle:a\",\"Surprise\":1}",
                "{\"Image\":\"spindle:a\",\"Inserted\":false}",
                "{\"Image\":\"spindle:a\",\"WriteProtected\":false}",
                "{\"Image\":\"spindle:a\",\"TransferMethod\":\"Upload\"}",
                "{\"Image\":",
                "[]"
            })
    void insert_badParameters_areNamedInABaseMessage(String body) throws IOException {
        Answer answer = http.post(INSERT, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json()
                        .path("error")
                        .path("@Message.ExtendedInfo")
                        .path(0)
                        .path("MessageId")
                        .asText())
                .startsWith("Base.1.");
        assertThat(http.get(MEDIUM).json().path("Inserted").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://127.0.0.1:LISTENER/a",
                "http://localhost:LISTENER/api/v1/discs/a",
                "http://[::1]:LISTENER/api/v1/discs/a",
                "http://user:secret@127.0.0.1:LISTENER/api/v1/discs/a",
                "http://2130706433:LISTENER/api/v1/discs/a",
                "https://example.com/a.iso",
                "file:///etc/passwd",
                "file:a",
                "gopher://127.0.0.1:LISTENER/a",
                "nfs://127.0.0.1/a",
                "//127.0.0.1/a",
                "a",
                "../a",
                "http://",
                "spindle:",
                "spindle:../a",
                "nbd://127.0.0.1/../a"
            })
    void insert_sourceThatIsNoDisc_isRefusedAndNobodyIsCalled(String uri) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String image = uri.replace("LISTENER", Integer.toString(listener.getLocalPort()));

            Answer answer = http.post(INSERT, "{\"Image\":\"" + image + "\"}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).doesNotContain("secret");
            listener.setSoTimeout(50);
            org.assertj.core.api.Assertions.assertThatThrownBy(listener::accept)
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void etag_ofAnUnchangedResource_isNotModified() throws IOException {
        String tag = http.get(MEDIUM).header("ETag");

        assertThat(http.get(MEDIUM, "If-None-Match: " + tag).status()).isEqualTo(304);
        http.post(INSERT, "{\"Image\":\"spindle:a\"}");
        assertThat(http.get(MEDIUM, "If-None-Match: " + tag).status()).isEqualTo(200);
    }

    @Test
    void metadata_isXmlWithTheSchemas() throws IOException {
        Answer metadata = http.get("/redfish/v1/$metadata");

        assertThat(metadata.header("Content-Type")).isEqualTo("application/xml");
        assertThat(metadata.body()).startsWith("<?xml").contains("Namespace=\"VirtualMedia.v1_6_2\"");
    }

    @Test
    void missing_isABaseMessage() throws IOException {
        Answer answer = http.get("/redfish/v1/Systems/nope");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("error").path("code").asText()).endsWith(".ResourceMissingAtURI");
    }

    @Test
    void insert_discThatIsNotAdmitted_isForbiddenByEveryNameOfIt() throws IOException {
        Files.write(isos.resolve("a.iso"), new byte[4096]);
        room.drives.library.admitBy(disc -> Optional.of("it is UNVERIFIED"));

        for (String uri : List.of("spindle:a", "nbd://10.0.0.1:10809/a")) {
            Answer answer = http.post(INSERT, "{\"Image\":\"" + uri + "\"}");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().path("error").path("message").asText()).isEqualTo("it is UNVERIFIED");
        }
        for (String verb : List.of("insert", "swap")) {
            Answer answer = http.post("/api/v1/drives/rig/" + verb, "{\"disc\":\"a\",\"policy\":\"force\"}");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().path("text").asText()).isEqualTo("it is UNVERIFIED");
        }
        assertThat(http.get("/api/v1/discs/a").json().path("refusal").asText()).isEqualTo("it is UNVERIFIED");
        assertThat(http.get(MEDIUM).json().path("Inserted").asBoolean(true)).isFalse();
    }
}
