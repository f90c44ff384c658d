package io.spindle.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.control.drive.DriveRoom;
import io.spindle.control.http.RawHttp.Answer;
import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogInTest {
    private static final String SESSIONS = "/redfish/v1/SessionService/Sessions";

    /** htpasswd -nbBC 4 admin secret. */
    private static final String HASH = PasswordHash.of("secret".toCharArray());

    @TempDir
    private Path folder;

    private ServerRoom room;
    private RawHttp http;

    @BeforeEach
    void open() throws IOException {
        room = new ServerRoom(folder, Map.of("admin", HASH));
        http = room.http;
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static String basic(String text) {
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** bcrypt would take the first 72 bytes, and whatever follows, for the password. */
    @Test
    void password_thatBcryptWouldCutShort_isNone() {
        assertThat(PasswordHash.isPossible("".toCharArray())).isFalse();
        assertThat(PasswordHash.isPossible("ä".repeat(36).toCharArray())).isTrue();
        assertThat(PasswordHash.isPossible("ä".repeat(37).toCharArray())).isFalse();
        String hash = PasswordHash.of("ä".repeat(36).toCharArray());
        assertThat(PasswordHash.fits(hash, "ä".repeat(36).toCharArray())).isTrue();
        assertThat(PasswordHash.fits(hash, ("ä".repeat(36) + "x").toCharArray()))
                .isFalse();
    }

    /** After a restart many parts of a script come at once, and all of them are right. */
    @Test
    void basic_rightPasswordManyTimesAtOnce_isLetInEachTime() {
        List<CompletableFuture<Integer>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return http.get("/api/v1/drives", basic("admin:secret"))
                                        .status();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        task -> new Thread(task).start()))
                .limit(20)
                .toList();

        assertThat(answers).allSatisfy(it -> assertThat(it.join()).isEqualTo(200));
    }

    @Test
    void basic_rightPassword_isLetIn() throws IOException {
        assertThat(http.get("/api/v1/drives", basic("admin:secret")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin:wrong", "admin:", "nobody:secret", "admin", ":", "admin:secret2"})
    void basic_wrong_isTurnedAway(String text) throws IOException {
        Answer answer = http.get("/api/v1/drives", basic(text));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Basic");
    }

    @Test
    void discThatDoesNotAnswer_holdsUpNoLogIn() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger waiting = new AtomicInteger();
        AtomicBoolean stuck = new AtomicBoolean();
        room.drives.library.add("stuck", new SlowSource(stuck, waiting, open));
        stuck.set(true);
        ExecutorService readers = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < 8; i++) {
                readers.submit(() -> http.get("/api/v1/discs/stuck/tree", "Authorization: Bearer spindle_test"));
            }
            DriveRoom.await("readers that wait", () -> waiting.get() == 4);

            assertThat(http.get("/api/v1/drives", basic("admin:secret")).status())
                    .isEqualTo(200);
        } finally {
            open.countDown();
            readers.shutdown();
        }
    }

    /** 64 KiB of nothing, of which no read returns while it is stuck. */
    private record SlowSource(AtomicBoolean stuck, AtomicInteger waiting, CountDownLatch open) implements ByteSource {
        @Override
        public long lengthBytes() {
            return 65_536;
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            if (stuck.get()) {
                waiting.incrementAndGet();
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            destination.position(destination.limit());
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Test
    void noLogIn_seesOnlyWhatMustBeSeen() throws IOException {
        for (String path : List.of("/", "/app.js", "/api/v1/drives", "/metrics", "/redfish/v1/Systems", SESSIONS)) {
            assertThat(http.get(path).status()).as(path).isEqualTo(401);
        }
        for (String path : List.of("/redfish", "/redfish/v1/", "/redfish/v1/$metadata", "/livez", "/readyz")) {
            assertThat(http.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(http.post("/api/v1/drives/rig/swap", "{\"disc\":\"a\"}").status())
                .isEqualTo(401);
    }

    @Test
    void guessing_isSlowedDownForRightPasswordsToo() throws IOException {
        for (int guess = 0; guess < 5; guess++) {
            assertThat(http.get("/api/v1/drives", basic("admin:guess" + guess)).status())
                    .isEqualTo(401);
        }

        Answer answer = http.get("/api/v1/drives", basic("admin:guess6"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 31);
    }

    @Test
    void session_tokenOpensUntilItEnds() throws IOException {
        Answer created = http.post(SESSIONS, "{\"UserName\":\"admin\",\"Password\":\"secret\"}");
        String token = "X-Auth-Token: " + created.header("X-Auth-Token");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body()).doesNotContain("secret").contains("\"Password\":null");
        assertThat(http.get("/redfish/v1/Systems", token).status()).isEqualTo(200);
        assertThat(http.get(created.header("Location"), token).status()).isEqualTo(200);
        assertThat(http.send("DELETE", created.header("Location"), "", token).status())
                .isEqualTo(204);
        assertThat(http.get("/redfish/v1/Systems", token).status()).isEqualTo(401);
    }

    @Test
    void token_ofTheConfiguration_isLetInAndToldInTheHistory() throws IOException {
        assertThat(http.post("/api/v1/drives/rig/swap", "{\"disc\":\"a\"}", "Authorization: Bearer spindle_test")
                        .body())
                .contains("\"by\":\"ci by http\"");
        assertThat(http.get("/api/v1/drives", "X-Auth-Token: spindle_test").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spindle_tes", "spindle_test2", "ci", "sha256:"})
    void token_thatIsNone_isTurnedAway(String token) throws IOException {
        assertThat(http.get("/api/v1/drives", "Authorization: Bearer " + token).status())
                .isEqualTo(401);
    }

    @Test
    void token_alone_locksTheDoorToo() throws IOException {
        HttpListener listener = new HttpListener(
                "127.0.0.1", 0, Optional.empty(), Map.of(), Map.of("ci", ApiToken.hash("spindle_x")), List.of());
        RawHttp locked = new RawHttp(room.server.listenOn(listener).port());

        assertThat(locked.get("/api/v1/drives").status()).isEqualTo(401);
        assertThat(locked.get("/api/v1/drives", "Authorization: Bearer spindle_x")
                        .status())
                .isEqualTo(200);
        assertThat(locked.post(SESSIONS, "{\"UserName\":\"ci\",\"Password\":\"x\"}")
                        .status())
                .isEqualTo(401);
        assertThatThrownBy(() -> ControlServer.check(new HttpListener(
                        "127.0.0.1", 0, Optional.empty(), Map.of(), Map.of("ci", "hunter2"), List.of())))
                .hasMessageContaining("spindle token")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void token_thatIsMade_fitsItsHashAndNoOther() {
        String token = ApiToken.create();

        assertThat(token).matches("spindle_[A-Za-z0-9_-]{43}").isNotEqualTo(ApiToken.create());
        assertThat(ApiToken.isHash(ApiToken.hash(token))).isTrue();
        assertThat(ApiToken.name(Map.of("ci", ApiToken.hash(token)), token)).contains("ci");
    }

    @Test
    void session_wrongPassword_isRefused() throws IOException {
        assertThat(http.post(SESSIONS, "{\"UserName\":\"admin\",\"Password\":\"no\"}")
                        .status())
                .isEqualTo(401);
        assertThat(http.post(SESSIONS, "{\"UserName\":\"admin\"}").status()).isEqualTo(400);
        assertThat(http.post(SESSIONS, "{\"UserName\":\"admin\",\"Password\":").status())
                .isEqualTo(400);
    }

    private static HttpListener listener(String host, Optional<Path> certificates, Map<String, String> users) {
        return new HttpListener(host, 0, certificates, users, Map.of(), List.of());
    }

    @Test
    void listener_thatOthersReach_needsTlsAndUsers() throws IOException {
        Path certificates = Files.createDirectory(folder.resolve("tls"));
        Files.writeString(certificates.resolve("server-cert.pem"), "");
        Files.writeString(certificates.resolve("server-key.pem"), "");
        Map<String, String> users = Map.of("admin", HASH);

        assertThatThrownBy(() -> ControlServer.check(listener("0.0.0.0", Optional.empty(), Map.of())))
                .hasMessageContaining("needs TLS (http.tls.certificates) and users (http.users)");
        assertThatThrownBy(() -> ControlServer.check(listener("::", Optional.empty(), users)))
                .hasMessageContaining("needs TLS");
        assertThatThrownBy(() -> ControlServer.check(listener("0.0.0.0", Optional.of(certificates), Map.of())))
                .hasMessageContaining("needs users");
        assertThatCode(() -> ControlServer.check(listener("0.0.0.0", Optional.of(certificates), users)))
                .doesNotThrowAnyException();
        assertThatCode(() -> ControlServer.check(listener("::1", Optional.empty(), Map.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void listener_passwordInPlaceOfAHash_isRefusedWithoutShowingIt() {
        assertThatThrownBy(
                        () -> ControlServer.check(listener("127.0.0.1", Optional.empty(), Map.of("admin", "hunter2"))))
                .hasMessageContaining("bcrypt")
                .hasMessageNotContaining("hunter2");
    }
}
