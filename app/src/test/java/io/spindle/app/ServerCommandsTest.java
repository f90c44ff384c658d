package io.spindle.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ServerCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void discs_whileOneIsExpanded_showsHowFarItIs() {
        answer("/api/v1/discs", """
                {"discs": [{"name": "a.iso", "sizeBytes": 2097152, "label": "LABEL", "boots": ["BIOS", "EFI"],
                            "verdict": "SIGNED", "signedBy": "Somebody", "inUseBy": []}],
                 "expanding": [{"name": "b.iso.gz", "percent": 42}]}
                """);
        assertThat(run("discs")).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "NAME SIZE LABEL BOOTS VERIFIED IN USE BY",
                        "a.iso 2.0 MiB LABEL BIOS, EFI SIGNED by Somebody -",
                        "b.iso.gz - expanding 42 % - - -");
    }

    @Test
    void drives_heldAndOffline_areToldInWords() {
        answer("/api/v1/drives", """
                {"drives": [{"name": "rig1", "kind": "emulated", "disc": "a.iso", "online": true, "tray": "closed",
                             "lock": {"by": "iqn.x", "since": "10:00"}, "note": null},
                            {"name": "vm1", "kind": "qemu", "disc": null, "online": false, "tray": "closed",
                             "lock": null, "note": "no machine\\u001b[2J"}]}
                """);
        assertThat(run("drives")).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "NAME KIND DISC TRAY HELD BY NOTE",
                        "rig1 emulated a.iso closed iqn.x since 10:00 -",
                        "vm1 qemu - offline - no machine?[2J");
    }

    @Test
    void events_ofAServerThatEnds_arePrintedToItsEnd() {
        answer("/api/v1/events", """
                event: drives
                data: [{"name": "rig1", "disc": "a.iso", "tray": "closed", "waiting": null, "note": ""}]

                event: drive
                data: {"name": "rig1", "disc": null, "tray": "open", "waiting": null, "note": "taken out"}

                """);
        assertThat(run("events")).isZero();
        assertThat(out.toString().lines()).containsExactly("rig1: a.iso, tray closed", "rig1: -, tray open, taken out");
    }

    @Test
    void anyCommand_withoutAServer_endsWith5AndSaysWhatToDo() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        for (String command : List.of("discs", "drives", "events", "drive remove rig1", "eject rig1", "qemu rig1")) {
            List<String> words = new ArrayList<>(List.of(command.split(" ")));
            words.addAll(List.of("--server", "http://127.0.0.1:" + free));
            assertThat(run(words.toArray(String[]::new))).as(command).isEqualTo(5);
            assertThat(err.toString()).contains("no server answers", "start one with 'spindle serve'");
            err.getBuffer().setLength(0);
        }
    }

    @Test
    void refusal_withJson_isADocumentForPrograms_andATextForPeople() {
        String refusal = "{\"result\":\"held\",\"text\":\"the guest holds the tray\",\"advice\":\"use force\"}";
        answer("/api/v1/drives/rig1/eject", 409, refusal);
        String address = "http://127.0.0.1:" + server.getAddress().getPort();

        assertThat(run("eject", "rig1", "--json", "--server", address)).isEqualTo(3);
        assertThat(out.toString().strip()).isEqualTo(refusal);
        assertThat(err.toString().strip()).isEqualTo("spindle: the guest holds the tray: use force");
    }

    @Test
    void authorities_thatCannotBeRead_areWrongUsage() {
        assertThat(run("drives", "--server", "https://127.0.0.1:1", "--ca", "/nowhere/ca.pem"))
                .isEqualTo(2);
        assertThat(err.toString().strip()).isEqualTo("spindle: --ca /nowhere/ca.pem is not there: check the path");
    }

    @Test
    void events_thatAreRefused_sayWhy() {
        answer(
                "/api/v1/events",
                401,
                "{\"result\":\"unauthorized\",\"text\":\"log in first\",\"advice\":\"send a token\"}");
        assertThat(run("events")).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("spindle: log in first: send a token");
    }

    @Test
    void serverThatIsNotThere_withJson_isADocumentToo() {
        assertThat(run("drives", "--json", "--server", "/nowhere/control.sock")).isEqualTo(5);
        assertThat(out.toString()).startsWith("{\"result\":\"unreachable\",\"text\":\"no server answers at /nowhere/");
    }

    @Test
    void connectionThatEndsWithoutAnAnswer_saysHowToGoOn() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread closer = new Thread(() -> closeAllThatCome(socket));
            closer.setDaemon(true);
            closer.start();
            assertThat(run("eject", "rig1", "--server", "http://127.0.0.1:" + socket.getLocalPort()))
                    .isEqualTo(5);
        }
        assertThat(err.toString()).contains("closed the connection before it answered: 'spindle drives' tells what");
    }

    /** Not only the first: on a busy machine somebody else may still look for a server that had the port before. */
    private static void closeAllThatCome(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getInputStream().read();
            } catch (IOException e) {
                // The client has gone, or the test is over.
            }
        }
    }

    private void answer(String path, String body) {
        answer(path, 200, body);
    }

    private void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private int run(String command) {
        return run(
                command, "--server", "http://127.0.0.1:" + server.getAddress().getPort());
    }

    private int run(String... arguments) {
        CommandLine line = Main.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
