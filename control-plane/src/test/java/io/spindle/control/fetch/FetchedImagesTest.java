package io.spindle.control.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spindle.control.drive.DriveRoom;
import io.spindle.control.drive.Operation;
import io.spindle.control.drive.Operator;
import io.spindle.control.drive.Outcome;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.Verb;
import io.spindle.iso.demo.DemoDisc;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.library.VerificationOptions;
import io.spindle.iso.verification.Grade;
import io.spindle.iso.verification.Verification;
import io.spindle.iso.verification.VerificationRequest;
import io.spindle.iso.verification.VerificationStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other server is at 127.0.0.2, which is listed; 127.0.0.1 stands for what must not be reached. */
class FetchedImagesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> forbidden = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Deque<String>> names = new HashMap<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private HttpServer server;
    private HttpServer victim;
    private int port;
    private byte[] image;
    private DriveRoom room;
    private FetchedImages fetched;

    @BeforeEach
    void open() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) DemoDisc.image().lengthBytes());
        DemoDisc.image().read(0, bytes);
        image = bytes.array();
        server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        port = server.getAddress().getPort();
        victim = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        victim.createContext("/", exchange -> {
            forbidden.add(exchange.getRequestURI().toString());
            answer(exchange, 200, image);
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::serve);
        server.start();
        victim.start();
        names.put("images.example", new ArrayDeque<>(List.of("127.0.0.2")));
        names.put("evil.example", new ArrayDeque<>(List.of("127.0.0.1")));
        names.put("0177.0.0.1", new ArrayDeque<>(List.of("127.0.0.1")));
        names.put("both.example", new ArrayDeque<>(List.of("127.0.0.2,127.0.0.1")));
        names.put("turning.example", new ArrayDeque<>(List.of("127.0.0.2", "127.0.0.1")));
        room = new DriveRoom(folder.resolve("state"), DriveRoom.emulated("rig"), DriveRoom.emulated("rig2"));
        start(List.of("127.0.0.2"), 1 << 20);
    }

    private void start(List<String> networks, long largestBytes) throws IOException {
        Files.createDirectories(folder.resolve("isos"));
        String at = ":" + port + "/isos/";
        List<String> sources = List.of(
                "http://images.example" + at,
                "http://evil.example" + at,
                "http://both.example" + at,
                "http://turning.example" + at,
                "http://127.0.0.1" + at,
                "http://2130706433" + at,
                "http://0177.0.0.1" + at,
                "http://[::ffff:127.0.0.1]" + at,
                "file://" + folder.resolve("isos"));
        FetchRules rules = new FetchRules(sources, networks, largestBytes, MINUTE, Optional.empty());
        fetched = FetchedImages.open(rules, folder.resolve("fetched"), room.library, this::resolve);
        fetched.serve(room.drives);
    }

    /** As the system does it, but for the names of this test. */
    private List<InetAddress> resolve(String host) throws IOException {
        Deque<String> answers = names.get(host);
        if (answers == null) {
            return List.of(InetAddress.getAllByName(host));
        }
        List<InetAddress> addresses = new ArrayList<>();
        for (String each : (answers.size() > 1 ? answers.poll() : answers.peek()).split(",")) {
            addresses.add(InetAddress.getByName(each));
        }
        return addresses;
    }

    @AfterEach
    void close() {
        gate.countDown();
        fetched.close();
        room.close();
        server.stop(0);
        victim.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String user = exchange.getRequestHeaders().getFirst("Authorization");
        asked.add(path + (user == null ? "" : " " + user));
        String to = exchange.getRequestURI().getQuery();
        if (path.startsWith("/isos/to")) {
            exchange.getResponseHeaders().add("Location", to == null ? "/isos/to" : to);
            answer(exchange, 302, new byte[0]);
        } else if (path.equals("/isos/tagged.iso")) {
            exchange.getResponseHeaders().add("ETag", "\"one\"");
            boolean known = "\"one\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            answer(exchange, known ? 304 : 200, known ? new byte[0] : image);
        } else if (path.equals("/isos/login.iso")) {
            answer(exchange, 200, "<html>log in first</html>".getBytes(StandardCharsets.US_ASCII));
        } else if (path.equals("/isos/endless.iso")) {
            endless(exchange);
        } else if (path.equals("/isos/short.iso")) {
            exchange.sendResponseHeaders(200, image.length + 1);
            exchange.getResponseBody().write(image);
            exchange.close();
        } else if (path.equals("/isos/slow.iso")) {
            slow(exchange);
        } else if (path.equals("/isos/private.iso") && user == null) {
            answer(exchange, 401, new byte[0]);
        } else {
            answer(exchange, path.startsWith("/isos/none") ? 404 : 200, image);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private void endless(HttpExchange exchange) {
        try {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (true) {
                out.write(image);
            }
        } catch (IOException gone) {
            asked.add("hung up");
        }
    }

    private void slow(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, image.length);
            gate.await();
            exchange.getResponseBody().write(image);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<Outcome> begin(String drive, Verb verb, String url, Optional<Credentials> credentials) {
        Operation operation = Operation.of(verb, Optional.empty(), Policy.ASK, new Operator("tester", "test"));
        return fetched.operate(drive, operation, url, credentials).orTimeout(60, TimeUnit.SECONDS);
    }

    private Outcome insert(String url) {
        return begin("rig", Verb.INSERT, url, Optional.empty()).join();
    }

    private String at(String host, String path) {
        return "http://" + host + ":" + port + path;
    }

    private String inDrive() {
        return room.status("rig").disc().orElse("");
    }

    private byte[] bytes(String disc) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(image.length);
        try (var lease =
                room.library.find(disc).orElseThrow().userData().lease().orElseThrow()) {
            lease.source().read(0, read);
        }
        return read.array();
    }

    @Test
    void url_thatIsAllowed_isADiscInTheDriveUntilItIsEjected() throws IOException {
        String url = at("images.example", "/isos/Debian%2013.iso?x=1");

        assertThat(insert(url)).isInstanceOf(Outcome.Done.class);

        String disc = inDrive();
        assertThat(disc).matches("Debian_13\\.[0-9a-f]{32}\\.iso");
        assertThat(bytes(disc)).isEqualTo(image);
        assertThat(room.status("rig").source()).contains(url);
        assertThat(Files.list(folder.resolve("fetched"))).hasSize(1);
        room.drives
                .operate("rig", Operation.of(Verb.EJECT, Optional.empty(), Policy.ASK, new Operator("t", "t")))
                .join();
        DriveRoom.await("the end of the disc", () -> room.library.find(disc).isEmpty());
        DriveRoom.await(
                "the end of the file", () -> folder.resolve("fetched").toFile().list().length == 0);
        assertThat(Files.readString(folder.resolve("state/names"))).doesNotContain(disc);
    }

    @Test
    void disc_thatWasFetched_isThereAfterARestart() throws IOException {
        insert(at("images.example", "/isos/a.iso"));
        String disc = inDrive();
        fetched.close();
        room.library.remove(disc);
        Files.writeString(folder.resolve("fetched/image1.part"), "left over");

        start(List.of(), 1 << 20);

        assertThat(bytes(disc)).isEqualTo(image);
        assertThat(folder.resolve("fetched/image1.part")).doesNotExist();
    }

    @Test
    void sameUrl_insertedTwice_isAsBefore_andSwappedInIsAskedForAgain() {
        String url = at("images.example", "/isos/tagged.iso");
        insert(url);

        assertThat(((Outcome.Done) insert(url)).changed()).isFalse();
        assertThat(asked).hasSize(1);
        assertThat(begin("rig2", Verb.SWAP, url, Optional.empty()).join()).isInstanceOf(Outcome.Done.class);
        assertThat(asked).hasSize(2);
        assertThat(room.status("rig2").disc()).contains(inDrive());
    }

    @Test
    void sameUrl_forTwoDrivesAtOnce_isFetchedOnce() {
        String url = at("images.example", "/isos/slow.iso");
        var first = begin("rig", Verb.INSERT, url, Optional.empty());
        var second = begin("rig2", Verb.INSERT, url, Optional.empty());
        DriveRoom.await("the request", () -> !asked.isEmpty());
        assertThat(first).isNotDone();

        gate.countDown();

        assertThat(first.join()).isInstanceOf(Outcome.Done.class);
        assertThat(second.join()).isInstanceOf(Outcome.Done.class);
        assertThat(asked).hasSize(1);
    }

    @Test
    void insert_whereAnotherDiscLies_isRefusedBeforeAnythingIsFetched() {
        insert(at("images.example", "/isos/a.iso"));

        assertThat(((Outcome.Refused) insert(at("images.example", "/isos/b.iso"))).refusal())
                .isEqualTo(Refusal.OCCUPIED);
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://images.example:PORT/other/a.iso",
                "http://images.example:PORT/isosa.iso",
                "http://images.example:PORT/isos/../other/a.iso",
                "http://images.example:PORT/isos/%2e%2e/other/a.iso",
                "http://images.example/isos/a.iso",
                "https://images.example:PORT/isos/a.iso",
                "http://images.example.evil.example:PORT/isos/a.iso",
                "http://images.example@127.0.0.1:PORT/isos/a.iso",
                "http://127.0.0.1:PORT/isos/a.iso",
                "http://2130706433:PORT/isos/a.iso",
                "http://0177.0.0.1:PORT/isos/a.iso",
                "http://[::ffff:127.0.0.1]:PORT/isos/a.iso",
                "http://127.1:PORT/isos/a.iso",
                "http://0x7f000001:PORT/isos/a.iso",
                "http://localhost:PORT/isos/a.iso",
                "http://evil.example:PORT/isos/a.iso",
                "http://both.example:PORT/isos/a.iso",
                "http://169.254.169.254/latest/meta-data/",
                "http://images.example:PORT/isos/to?http://127.0.0.1:PORT/isos/a.iso",
                "http://images.example:PORT/isos/to?http://127.0.0.1:PORT/secret",
                "http://images.example:PORT/isos/to?http://evil.example:PORT/isos/a.iso",
                "http://images.example:PORT/isos/to?//127.0.0.1:PORT/isos/a.iso",
                "http://images.example:PORT/isos/to?/other/a.iso",
                "http://images.example:PORT/isos/to?file:///etc/passwd",
                "http://images.example:PORT/isos/to?http://images.example@127.0.0.1:PORT/isos/a.iso",
                "http://images.example:PORT/isos/to?gopher://127.0.0.1:PORT/x",
                "file:///etc/passwd",
                "file://FOLDER/isos/../secret.iso",
                "file://FOLDER/isos/%2e%2e/secret.iso",
                "file://FOLDER/isosecret.iso",
                "file://FOLDER/isos/link.iso",
                "file://FOLDER/isos/folder-link/secret.iso",
                "file://FOLDER/isos/pipe",
                "file://FOLDER/isos/",
                "file://FOLDER/isos/none.iso"
            })
    void url_thatLeadsElsewhere_isRefusedAndNobodyIsReached(String text) throws Exception {
        Files.write(folder.resolve("secret.iso"), image);
        Files.createSymbolicLink(folder.resolve("isos/link.iso"), folder.resolve("secret.iso"));
        Files.createSymbolicLink(folder.resolve("isos/folder-link"), folder);
        new ProcessBuilder("mkfifo", folder.resolve("isos/pipe").toString())
                .start()
                .waitFor();

        String url = text.replace("PORT", Integer.toString(port)).replace("FOLDER", folder.toString());
        Outcome outcome = insert(url);

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(forbidden).isEmpty();
        assertThat(asked).allMatch(it -> it.equals("/isos/to"));
        assertThat(inDrive()).isEmpty();
    }

    @Test
    void name_thatTurnsBetweenCheckAndConnection_isConnectedWhereItWasChecked() {
        assertThat(insert(at("turning.example", "/isos/a.iso"))).isInstanceOf(Outcome.Done.class);

        assertThat(forbidden).isEmpty();
        assertThat(asked).containsExactly("/isos/a.iso");
    }

    @Test
    void redirection_withinWhatIsAllowed_isFollowedButNotForEver() {
        assertThat(insert(at("images.example", "/isos/to?" + at("images.example", "/isos/a.iso"))))
                .isInstanceOf(Outcome.Done.class);
        Outcome endless = begin("rig2", Verb.INSERT, at("images.example", "/isos/to?/isos/to"), Optional.empty())
                .join();
        assertThat(((Outcome.Refused) endless).text()).contains("more than 5 times");
    }

    @Test
    void password_goesToItsServerOnly_andIntoNoAnswer() throws IOException {
        Optional<Credentials> secret = Optional.of(new Credentials("me", "hunter2"));
        Outcome without = insert(at("images.example", "/isos/private.iso"));
        assertThat(((Outcome.Refused) without).text()).contains("answers 401");

        assertThat(begin("rig", Verb.INSERT, at("images.example", "/isos/private.iso"), secret)
                        .join())
                .isInstanceOf(Outcome.Done.class);
        assertThat(asked).last().asString().startsWith("/isos/private.iso Basic ");
        asked.clear();
        names.put("images2.example", new ArrayDeque<>(List.of("127.0.0.2")));
        begin("rig2", Verb.INSERT, at("images.example", "/isos/to?" + at("turning.example", "/isos/b.iso")), secret)
                .join();
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1)).isEqualTo("/isos/b.iso");
        try (var files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).doesNotContain("hunter2");
            }
        }
    }

    @Test
    void image_isExaminedBeforeADriveHasIt_andRefusedForWhatIsFound() {
        CompletableFuture<Void> examined = new CompletableFuture<>();
        room.library.admitBy(new Library.Gate() {
            @Override
            public Optional<String> refusal(LibraryDisc disc) {
                return Optional.of(examined.isDone() ? "it holds Test.Malware" : "it is being scanned");
            }

            @Override
            public CompletableFuture<Void> arrived(LibraryDisc disc) {
                asked.add(disc.name().substring(0, 2));
                return examined;
            }
        });
        var outcome = begin("rig", Verb.INSERT, at("images.example", "/isos/a.iso"), Optional.empty());
        DriveRoom.await("the examination", () -> asked.contains("a."));
        assertThat(outcome).isNotDone();

        examined.complete(null);

        Outcome.Refused refused = (Outcome.Refused) outcome.join();
        assertThat(refused.refusal()).isEqualTo(Refusal.FORBIDDEN);
        assertThat(refused.text()).isEqualTo("it holds Test.Malware");
        assertThat(inDrive()).isEmpty();
    }

    @Test
    void disc_thatWasFetchedBefore_isNotExemptFromVerification() throws IOException {
        insert(at("images.example", "/isos/a.iso"));
        room.library.verifyBy(
                new VerificationOptions(VerificationStore.in(folder), Optional.of(Grade.DIGEST_MATCH), false),
                (disc, fault) -> {});

        assertThat(room.library.findAdmitted(inDrive())).isEmpty();
        assertThat(room.library.findAdmitted("a")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.iso", "login.iso", "endless.iso", "short.iso"})
    void image_thatDoesNotCome_leavesNothingBehind(String name) {
        Outcome outcome = insert(at("images.example", "/isos/" + name));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        DriveRoom.await(
                "an empty folder",
                () -> Optional.ofNullable(folder.resolve("fetched").toFile().list())
                        .map(it -> it.length == 0)
                        .orElse(true));
        if (name.equals("endless.iso")) {
            assertThat(((Outcome.Refused) outcome).text()).contains("fetch.largest");
            DriveRoom.await("the end of the connection", () -> asked.contains("hung up"));
        }
    }

    @Test
    void file_belowTheFolder_isRead_alsoByALinkThatStaysThere() throws IOException {
        Files.createDirectories(folder.resolve("isos/deep"));
        Files.write(folder.resolve("isos/deep/a.iso"), image);
        Files.createSymbolicLink(folder.resolve("isos/same.iso"), Path.of("deep/a.iso"));

        assertThat(insert("file://" + folder.resolve("isos/same.iso"))).isInstanceOf(Outcome.Done.class);
        assertThat(bytes(inDrive())).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "file"})
    void image_thatIsFetched_isRefusedUntilACopyOfItIsVerified(String scheme) throws Exception {
        Path copy = Files.write(Files.createDirectories(folder.resolve("isos")).resolve("a.iso"), image);
        String url = scheme.equals("http") ? at("images.example", "/isos/a.iso") : "file://" + copy;
        VerificationStore store = VerificationStore.in(folder.resolve("verification"));
        room.library.verifyBy(
                new VerificationOptions(store, Optional.of(Grade.DIGEST_MATCH), true), (disc, fault) -> {});

        Outcome refused = insert(url);

        assertThat(((Outcome.Refused) refused).refusal()).isEqualTo(Refusal.FORBIDDEN);
        assertThat(((Outcome.Refused) refused).text())
                .contains("is UNVERIFIED, and 'digest' is required", "on a copy of it");
        assertThat(inDrive()).isEmpty();
        DriveRoom.await("its end", () -> room.library.discs().size() == 3);

        Path elsewhere =
                Files.write(Files.createDirectories(folder.resolve("mine")).resolve("b.iso"), image);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
        Files.writeString(elsewhere.resolveSibling("SHA256SUMS"), sha256 + "  b.iso\n");
        store.keep(Verification.run(
                VerificationRequest.of(elsewhere, List.of()), (name, done, total) -> true, Clock.systemUTC()));

        assertThat(insert(url)).isInstanceOf(Outcome.Done.class);
        assertThat(room.library.verification(inDrive()).orElseThrow().verdict().grade())
                .isEqualTo(Grade.DIGEST_MATCH);
        assertThat(bytes(inDrive())).isEqualTo(image);
        try (var lease =
                room.library.find(inDrive()).orElseThrow().userData().lease().orElseThrow()) {
            assertThat(lease.source().mappedFile()).as("its reads are checked").isEmpty();
        }
        String disc = inDrive();
        fetched.close();
        room.library.remove(disc);
        start(List.of(), 1 << 20);
        assertThat(room.library.findAdmitted(disc)).as("after a restart").isPresent();
    }
}
