package io.spindle.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.spindle.control.drive.DriveRoom;
import io.spindle.iso.bytes.ContentFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
    @TempDir
    private Path folder;

    private ServerRoom room;

    @BeforeEach
    void open() throws IOException {
        room = new ServerRoom(folder, Map.of());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private record Listener(Socket socket, BufferedReader lines) implements AutoCloseable {
        /** The data of the next event. */
        String next(String type) throws IOException {
            boolean wanted = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    wanted = line.equals("event: " + type);
                } else if (wanted && line.startsWith("data: ")) {
                    return line.substring("data: ".length());
                }
            }
            throw new IOException("the stream ended");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Listener listen(String... headers) throws IOException {
        return listenAt("/api/v1/events", headers);
    }

    private Listener listenAt(String path, String... headers) throws IOException {
        Socket socket = new Socket("127.0.0.1", room.http.port());
        socket.setSoTimeout(60_000);
        String text = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                + (headers.length > 0 ? "\r\n" : "") + "\r\n";
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return new Listener(
                socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)));
    }

    private void swap(String disc) throws IOException {
        String body = "{\"disc\":\"" + disc + "\"}";
        assertThat(room.http.post("/api/v1/drives/rig/swap", body).status()).isEqualTo(200);
    }

    @Test
    void listener_getsAllDrivesThenEveryChange() throws IOException {
        try (Listener listener = listen()) {
            assertThat(listener.next("drives")).startsWith("[{\"name\":\"rig\"").contains("\"name\":\"vm\"");
            swap("a");
            String heard = listener.next("drive");
            while (!heard.contains("\"generation\":1")) {
                heard = listener.next("drive");
            }
            assertThat(heard).contains("\"disc\":\"a\"", "\"waiting\":null");
        }
    }

    @Test
    void faultOfADisc_isToldAndRemembered() throws IOException {
        JsonNode document = new ObjectMapper().readTree(PageRoutes.bytes("openapi.json"));
        try (Listener listener = listen()) {
            listener.next("drives");
            for (String file : new String[] {"one", "sub/two"}) {
                room.drives.drives.discFault(
                        "a", new ContentFault(ContentFault.Kind.GROWN, file, file + " has 2 bytes now, it had 1"));
            }
            JsonNode heard = new ObjectMapper().readTree(listener.next("fault"));
            assertThat(heard)
                    .hasToString("{\"disc\":\"a\",\"kind\":\"grown\",\"file\":\"one\","
                            + "\"text\":\"one has 2 bytes now, it had 1\"}");
            assertThat(SchemaCheck.faults(document, document.at("/components/schemas/Fault"), heard, "$"))
                    .isEmpty();
        }
        JsonNode disc = room.http.get("/api/v1/discs/a").json();
        assertThat(disc.path("faults")).hasToString("{\"count\":2,\"latest\":\"sub/two has 2 bytes now, it had 1\"}");
        assertThat(room.http.get("/api/v1/discs/b").json().path("faults")).hasToString("{\"count\":0,\"latest\":null}");
    }

    @Test
    void traffic_isToldToWhoAsks() throws IOException {
        try (Listener listener = listenAt("/api/v1/events?traffic")) {
            String heard = listener.next("traffic");
            while (heard.contains("\"reads\":0")) {
                heard = listener.next("traffic");
            }
            JsonNode rig = new ObjectMapper().readTree(heard).path("rig");
            assertThat(rig.toString())
                    .startsWith("{\"reads\":5,\"bytes\":10240,\"errors\":0,\"seconds\":0.5,"
                            + "\"bytesPerSecond\":0,\"readsPerSecond\":0,\"sessions\":[");
            assertThat(rig.path("sessions")).hasSize(1);
            JsonNode session = rig.path("sessions").path(0);
            assertThat(session.path("peer").asText()).isEqualTo("iqn.guest");
            assertThat(session.path("address").asText()).isEqualTo("192.0.2.7:4000");
            assertThat(session.path("bytes").asLong())
                    .isEqualTo(2048 * session.path("reads").asLong());
            assertThat(session.path("bytesPerSecond").asLong()).isEqualTo(2048);
            assertThat(session.path("readsPerSecond").asLong()).isEqualTo(1);
        }
    }

    @Test
    void trace_isToldWhileItComes_newestOfTooMuch() throws IOException {
        try (Listener listener = listenAt("/api/v1/drives/rig/trace")) {
            DriveRoom.await("a listener", () -> room.drives.carriers.get("rig").isTraced());
            room.drives.carriers.get("rig").say("<- READ (10)\r\nevent: forged");
            assertThat(listener.next("trace")).isEqualTo("<- READ (10)  event: forged");
            for (int line = 0; line < 1000; line++) {
                room.drives.carriers.get("rig").say("line " + line);
            }
            assertThat(listener.next("trace")).matches("\\([1-9][0-9]* lines left out\\)|line [0-9]+");
        }
        DriveRoom.await("no listener", () -> !room.drives.carriers.get("rig").isTraced());
        assertThat(room.http.get("/api/v1/drives/nope/trace").status()).isEqualTo(404);
        assertThat(room.http.get("/api/v1/drives/vm/trace").status()).isEqualTo(400);
    }

    @Test
    void listener_thatComesBack_getsWhatItMissed() throws IOException {
        swap("a");
        String seen;
        try (Listener listener = listen()) {
            seen = listener.lines()
                    .lines()
                    .filter(it -> it.startsWith("id: "))
                    .findFirst()
                    .orElseThrow()
                    .substring("id: ".length());
        }
        swap("b");

        try (Listener listener = listen("Last-Event-ID: " + seen)) {
            String heard = listener.next("drive");
            while (!heard.contains("\"generation\":2")) {
                heard = listener.next("drive");
            }
            assertThat(heard).contains("\"disc\":\"b\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0-1", "deadbeef-1", "", "99999999999999999999"})
    void listener_thatComesBackFromAnotherRun_getsAllDrives(String seen) throws IOException {
        swap("a");
        swap("b");

        try (Listener listener = listen("Last-Event-ID: " + seen)) {
            String first = listener.lines()
                    .lines()
                    .filter(it -> it.startsWith("event: "))
                    .findFirst()
                    .orElseThrow();
            assertThat(first).isEqualTo("event: drives");
        }
    }

    @Test
    void twoHundredListeners_loseNothing_andLeaveNothing() throws IOException {
        List<Listener> listeners = new ArrayList<>();
        for (int each = 0; each < 200; each++) {
            Listener listener = listen();
            listener.next("drives");
            listeners.add(listener);
        }
        for (int swap = 0; swap < 50; swap++) {
            swap(swap % 2 == 0 ? "a" : "b");
        }

        for (Listener listener : listeners) {
            for (int generation = 1; generation <= 50; generation++) {
                String heard = listener.next("drive");
                while (!heard.contains("\"generation\":" + generation + ",\"waiting\":null")) {
                    heard = listener.next("drive");
                }
            }
            listener.close();
        }
        DriveRoom.await("all are gone", () -> room.drives.drives.events().listenerCount() == 0);
    }
}
