package io.spindle.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.control.drive.DriveRoom;
import io.spindle.control.http.RawHttp.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestTest {
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

    private static JsonNode openApi() throws IOException {
        return new ObjectMapper().readTree(PageRoutes.bytes("openapi.json"));
    }

    @Test
    void openApi_hasTheRoutesThatThereAre() throws IOException {
        Vertx vertx = Vertx.vertx();
        Set<String> routes = new TreeSet<>();
        new ControlRouter(vertx, room.services, List::of, new Newcomers(vertx))
                .router(new Callers.Door.Socket()).getRoutes().stream()
                        .filter(it -> it.getPath() != null && it.getPath().startsWith("/api/v1"))
                        .forEach(it -> it.methods().stream()
                                .filter(method -> method != HttpMethod.HEAD)
                                .forEach(method ->
                                        routes.add(method + " " + it.getPath().replace(":name", "{name}"))));
        vertx.close();

        Set<String> described = new TreeSet<>();
        openApi()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> described.add(
                                HttpMethod.valueOf(method.getKey().toUpperCase(Locale.ROOT)) + " " + path.getKey())));
        assertThat(described).isEqualTo(routes);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/discs, Discs",
        "/api/v1/discs/a, Disc",
        "/api/v1/drives, Drives",
        "/api/v1/drives/rig, Drive",
        "/api/v1/drives/vm, Drive",
        "/api/v1/drives/rig/attach, Attach",
        "/api/v1/discs/demo/tree, Folder",
        "/api/v1/discs/demo/tree?path=none, Refusal",
        "/api/v1/drives/vm/trace, Refusal",
        "/api/v1/server, Server",
        "/api/v1/doctor, Findings",
        "/api/v1/drives/nope, Refusal"
    })
    void answer_isAsTheOpenApiDocumentSays(String path, String schema) throws IOException {
        JsonNode document = openApi();

        assertThat(SchemaCheck.faults(
                        document,
                        document.path("components").path("schemas").path(schema),
                        http.get(path).json(),
                        "$"))
                .isEmpty();
    }

    @Test
    void drives_tellWhatEachSessionReads() throws IOException {
        DriveRoom.await(
                "a second", () -> room.drives.drives.traffic("rig").sessions().size() == 1);

        for (JsonNode drive : List.of(
                http.get("/api/v1/drives/rig").json(),
                http.get("/api/v1/drives").json().path("drives").path(0))) {
            assertThat(drive.path("traffic").toString())
                    .isEqualTo("{\"reads\":5,\"bytes\":10240,\"errors\":0,\"seconds\":0.5,"
                            + "\"bytesPerSecond\":0,\"readsPerSecond\":0}");
            JsonNode session = drive.path("sessions").path(0);
            assertThat(session.path("peer").asText()).isEqualTo("iqn.guest");
            assertThat(session.path("address").asText()).isEqualTo("192.0.2.7:4000");
            assertThat(session.path("traffic").path("bytesPerSecond").asLong()).isEqualTo(2048);
            assertThat(SchemaCheck.faults(
                            openApi(),
                            openApi().path("components").path("schemas").path("Drive"),
                            drive,
                            "$"))
                    .isEmpty();
        }
    }

    @Test
    void change_isDoneAndToldAsTheOpenApiDocumentSays() throws IOException {
        Answer swap = http.post("/api/v1/drives/rig/swap", "{\"disc\":\"a\",\"policy\":\"ask\",\"timeoutSeconds\":5}");

        JsonNode document = openApi();
        assertThat(swap.status()).isEqualTo(200);
        assertThat(swap.json().path("drive").path("disc").asText()).isEqualTo("a");
        assertThat(SchemaCheck.faults(
                        document, document.path("components").path("schemas").path("Outcome"), swap.json(), "$"))
                .isEmpty();
    }

    @Test
    void ifMatch_ofAnOlderGeneration_isAConflict() throws IOException {
        String tag = http.get("/api/v1/drives/rig").header("ETag");
        assertThat(http.post("/api/v1/drives/rig/next", "", "If-Match: " + tag).status())
                .isEqualTo(200);

        Answer late = http.post("/api/v1/drives/rig/next", "", "If-Match: " + tag);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("result").asText()).isEqualTo("stale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "\"1\", \"2\"", "\"1234567890123456789\"", "\"\""})
    void ifMatch_thatCannotBeMet_isNotIgnored(String tag) throws IOException {
        long before = room.drives.status("rig").generation();

        Answer answer = http.post("/api/v1/drives/rig/next", "", "If-Match: " + tag);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("text").asText()).startsWith("If-Match is the ETag of the drive");
        assertThat(room.drives.status("rig").generation()).isEqualTo(before);
    }

    @Test
    void ifMatch_weakenedByAProxy_isTheSame_andAnyIsAny() throws IOException {
        String tag = http.get("/api/v1/drives/rig").header("ETag");

        assertThat(http.post("/api/v1/drives/rig/next", "", "If-Match: W/" + tag)
                        .status())
                .isEqualTo(200);
        assertThat(http.post("/api/v1/drives/rig/next", "", "If-Match: W/" + tag)
                        .status())
                .isEqualTo(409);
        assertThat(http.post("/api/v1/drives/rig/next", "", "If-Match: *").status())
                .isEqualTo(200);
    }

    @Test
    void generation_thatNoNumberOfOursIs_isNotCutShort() throws IOException {
        long wanted = room.drives.status("rig").generation();
        String body =
                "{\"generation\":" + java.math.BigInteger.TWO.pow(64).add(java.math.BigInteger.valueOf(wanted)) + "}";

        assertThat(http.post("/api/v1/drives/rig/next", body).status()).isEqualTo(400);
        assertThat(room.drives.status("rig").generation()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":5,\"kind\":\"emulated\"}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"kind\":\"qemu\"}",
                "{\"name\":\"x\",\"kind\":\"qemu\",\"qmp\":\"\"}",
                "{\"name\":\"x\",\"kind\":\"qemu\",\"qmp\":\"/x\",\"device\":5}",
                "{\"name\":\"x\",\"kind\":\"emulated\",\"qmp\":\"/x\"}",
                "{\"name\":\"x\",\"kind\":\"emulated\",\"discs\":\"a\"}",
                "{\"name\":\"x\",\"kind\":\"emulated\",\"discs\":[1]}",
                "{\"name\":\"x\",\"kind\":\"emulated\",\"stack\":\"yes\"}"
            })
    void create_valueOfTheWrongType_isRefused(String body) throws IOException {
        Answer answer = http.post("/api/v1/drives", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("result").asText()).isEqualTo("invalid");
        assertThat(http.get("/api/v1/drives/x").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/livez", "/metrics", "/api/v1/drives/rig", "/redfish/v1/", "/redfish/v1/Systems/rig"})
    void head_isThatOfGet_withoutTheBody(String path) throws IOException {
        Answer head = http.send("HEAD", path, "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo(http.get(path).header("Content-Type"));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /livez, 'GET, HEAD'",
        "OPTIONS, /api/v1/drives, 'GET, HEAD, POST'",
        "PATCH, /api/v1/drives/rig, 'DELETE, GET, HEAD'",
        "GET, /api/v1/drives/rig/swap, POST",
        "HEAD, /api/v1/events, GET",
        "POST, /redfish/v1/Systems/rig, 'GET, HEAD, PATCH'",
        "DELETE, /redfish/v1/Systems, 'GET, HEAD'"
    })
    void method_thatAPathDoesNotKnow_isTold(String method, String path, String allowed) throws IOException {
        Answer answer = http.send(method, path, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                "/api/v1/drives/%",
                "/redfish/v1/Systems/%4",
                "/api/v1/discs/demo/tree?path=%zz",
                "/api/v1/events?%"
            })
    void path_thatCannotBeDecoded_isMalformed(String path) throws IOException {
        Answer answer = http.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("malformed HTTP request\n");
    }

    @Test
    void insert_offlineMachine_isAcceptedNotDone() throws IOException {
        Answer insert = http.post("/api/v1/drives/vm/insert", "{\"disc\":\"a\"}");

        assertThat(insert.status()).isEqualTo(202);
        assertThat(insert.json().path("result").asText()).isEqualTo("deferred");
        assertThat(http.post("/api/v1/drives/vm/eject", "").status()).isEqualTo(202);
    }

    @Test
    void createAndRemove() throws IOException {
        assertThat(http.post("/api/v1/drives", "{\"name\":\"new\",\"kind\":\"emulated\"}")
                        .status())
                .isEqualTo(201);
        assertThat(http.post("/api/v1/drives", "{\"name\":\"new\",\"kind\":\"emulated\"}")
                        .status())
                .isEqualTo(409);
        assertThat(http.send("DELETE", "/api/v1/drives/new", "").status()).isEqualTo(200);
        assertThat(http.get("/api/v1/drives/new").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "\"a\"",
                "{\"disc\":\"a\"} trailing",
                "{\"disc\":\"a\",\"disc\":\"b\"}",
                "{\"disc\":1}",
                "{\"disc\":{\"a\":1}}",
                "{\"disc\":\"a\",\"policy\":\"perhaps\"}",
                "{\"disc\":\"a\",\"timeoutSeconds\":-1}",
                "{\"disc\":\"a\",\"timeoutSeconds\":601}",
                "{\"disc\":\"a\",\"timeoutSeconds\":1e9}",
                "{\"disc\":\"a\",\"timeoutSeconds\":\"5\"}",
                "{\"disc\":\"a\",\"generation\":0.5}",
                "{\"disc\":\"a\",\"surprise\":true}",
                "{}"
            })
    void change_badBody_isRefusedAndChangesNothing(String body) throws IOException {
        long before = room.drives.status("rig").generation();

        Answer answer = http.post("/api/v1/drives/rig/swap", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("result").asText()).isEqualTo("invalid");
        assertThat(room.drives.status("rig").generation()).isEqualTo(before);
    }

    @Test
    void change_deeplyNestedBody_isRefused() throws IOException {
        assertThat(http.post("/api/v1/drives/rig/swap", "[".repeat(30_000)).status())
                .isEqualTo(400);
    }

    @Test
    void change_bodyOver64KiB_isRefused() throws IOException {
        String body = "{\"disc\":\"" + "a".repeat(70_000) + "\"}";

        assertThat(http.post("/api/v1/drives/rig/swap", body).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void change_bodyOfATypeThatPagesOfOthersCanSend_isRefused(String type) throws IOException {
        Answer answer = http.post("/api/v1/drives/rig/swap", "{\"disc\":\"a\"}", "Content-Type: " + type);

        assertThat(answer.status()).isBetween(400, 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/drives/..%2f..%2fetc%2fpasswd",
                "/api/v1/drives/%2e%2e/drives/nope",
                "/api/v1/discs/..%5c..%5cwindows",
                "/api/v1/discs/%00",
                "/api/v1/discs/%ff%fe",
                "/../../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/style.css/..%2findex.html",
                "/index.html",
                "/redfish/v1/Systems/..%2f..",
                "/redfish/v1/Systems/rig/VirtualMedia/Cd/x",
                "/api/v1/nothing"
            })
    void path_trick_findsNothing(String path) throws IOException {
        assertThat(http.get(path).status()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET / HTTP/9.9\r\n\r\n",
                "GET /api/v1/drives HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST /api/v1/drives HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
                "POST /api/v1/drives HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"
            })
    void request_thatIsNone_isTurnedAway(String text) throws IOException {
        assertThat(http.raw(text).status()).isIn(0, 400, 403, 501);
        assertThat(http.get("/livez").status()).isEqualTo(200);
    }

    @Test
    void request_hugeHeader_isTurnedAway() throws IOException {
        assertThat(http.get("/livez", "X-Long: " + "a".repeat(20_000)).status()).isIn(0, 400, 431);
        assertThat(http.get("/" + "a".repeat(20_000)).status()).isIn(0, 400, 414);
    }

    @Test
    void client_thatSendsItsBodyDropByDrop_isLetGo() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", http.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(
                            ("POST /api/v1/drives/rig/swap HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                            + "Content-Length: 1000\r\n\r\n{")
                                    .getBytes(StandardCharsets.UTF_8));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void client_thatSendsNoRequest_isLetGo() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", http.port())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: 12".getBytes(StandardCharsets.UTF_8));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://127.0.0.1:1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void change_fromAPageOfSomebodyElse_isForbidden(String header) throws IOException {
        Answer answer = http.post("/api/v1/drives/rig/swap", "{\"disc\":\"a\"}", header);

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void change_fromOurOwnPage_isAllowed() throws IOException {
        Answer answer = http.post(
                "/api/v1/drives/rig/swap",
                "{\"disc\":\"a\"}",
                "Origin: http://127.0.0.1:" + http.port(),
                "Sec-Fetch-Site: same-origin");

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example, 403",
        "127.0.0.1.evil.example, 403",
        "169.254.169.254, 403",
        "localhost:1234, 200",
        "[::1]:8080, 200",
        "disc.example, 200"
    })
    void host_thatIsNotOurs_isForbidden(String host, int status) throws IOException {
        assertThat(http.get("/api/v1/drives", "Host: " + host).status()).isEqualTo(status);
    }

    @Test
    void page_loadsNothingFromElsewhereAndForbidsIt() throws IOException {
        Answer page = http.get("/");

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.body()).contains("<title>Spindle</title>").doesNotContain("http://", "https://", "onclick=");
        assertThat(http.get("/app.js").body()).doesNotContain("innerHTML", "eval(", "http://", "https://");
        assertThat(http.get("/style.css").body()).doesNotContain("url(", "@import");
    }

    @Test
    void metrics_countWhatWasDone() throws IOException {
        http.post("/api/v1/drives/rig/swap", "{\"disc\":\"b\"}");
        http.post("/api/v1/drives/rig/swap", "{\"disc\":\"c\"}");

        assertThat(http.get("/metrics").body())
                .containsPattern("spindle_drive_changes_total\\{drive=\"rig\",result=\"done\",verb=\"swap\"\\} [1-9]")
                .contains("spindle_drives 2.0", "jvm_memory_used_bytes")
                .contains("spindle_cache_hits_total 0.0", "spindle_cache_misses_total", "spindle_cache_loads_total")
                .contains("spindle_cache_evictions_total", "spindle_cache_size_bytes 0.0")
                .contains("spindle_cache_maximum_bytes 6.7108864E7", "spindle_expanding 0.0");
    }

    @Test
    void metrics_tellWhatWasReadOfExportsAndDrives() throws IOException {
        assertThat(http.get("/metrics").body())
                .contains(
                        "spindle_export_read_bytes_total{export=\"a\"} 4096.0",
                        "spindle_export_read_errors_total{export=\"a\"} 1.0",
                        "spindle_export_reads_seconds_count{export=\"a\"} 3",
                        "spindle_export_reads_seconds_sum{export=\"a\"} 2.0",
                        "spindle_drive_read_bytes_total{drive=\"rig\"} 10240.0",
                        "spindle_nbd_connections 7.0",
                        "spindle_iscsi_sessions 8.0");
    }

    @Test
    void readyz_whileTheServerDrains_isUnavailable_thoughItLives() throws IOException {
        try (ServerRoom other = new ServerRoom(folder.resolve("draining"), Map.of())) {
            assertThat(other.http.get("/readyz").status()).isEqualTo(200);

            other.server.drain();

            assertThat(other.http.get("/readyz").status()).isEqualTo(503);
            assertThat(other.http.get("/livez").status()).isEqualTo(200);
        }
    }
}
