package io.spindle.control.http;

import io.spindle.control.drive.DriveRoom;
import io.spindle.control.drive.DriveStatus;
import io.spindle.control.drive.Traffic;
import io.spindle.control.fetch.FetchRules;
import io.spindle.control.fetch.FetchedImages;
import io.spindle.iso.demo.DemoDisc;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server on a port of its own, before drives of fake guests. */
final class ServerRoom implements AutoCloseable {
    /** Of {@code spindle_test}, by sha256sum. */
    private static final String TOKEN_HASH = "sha256:9acf678eae9edec6a4edcfb9a2896281f2e644395a399c1590dde86ff1646fdd";

    final DriveRoom drives;
    final FetchedImages fetched;
    final ControlServices services;
    final ControlServer server;
    final RawHttp http;

    ServerRoom(Path folder, Map<String, String> users) throws IOException {
        this(folder, users, FetchRules.none());
    }

    ServerRoom(Path folder, Map<String, String> users, FetchRules rules) throws IOException {
        drives = new DriveRoom(folder, DriveRoom.emulated("rig", "c", "a"), DriveRoom.qemu("vm"));
        drives.library.add("demo", DemoDisc.image());
        fetched = FetchedImages.open(rules, folder.resolve("fetched"), drives.library);
        fetched.serve(drives.drives);
        services = new ControlServices(
                drives.drives, drives.library, fetched, new NoLines(), new SomeFigures(), "spindle test");
        server = ControlServer.create(services);
        Map<String, String> tokens = users.isEmpty() ? Map.of() : Map.of("ci", TOKEN_HASH);
        HttpListener asked = new HttpListener("127.0.0.1", 0, Optional.empty(), users, tokens, List.of("disc.example"));
        http = new RawHttp(server.listenOn(asked).port());
    }

    private record SomeFigures() implements ServerFigures {
        @Override
        public Map<String, Traffic> exports() {
            return Map.of("a", new Traffic(3, 4096, 1, 2_000_000_000L));
        }

        @Override
        public int nbdConnections() {
            return 7;
        }

        @Override
        public int iscsiSessions() {
            return 8;
        }
    }

    private record NoLines() implements AttachLines {
        @Override
        public List<String> urls(LibraryDisc disc) {
            return List.of("nbd://127.0.0.1:10809/" + disc.name());
        }

        @Override
        public Optional<String> qemu(LibraryDisc disc) {
            return Optional.of("qemu " + disc.name());
        }

        @Override
        public Optional<String> qemu(DriveStatus drive) {
            return Optional.empty();
        }

        @Override
        public Optional<String> libvirt(DriveStatus drive) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        server.stop();
        fetched.close();
        drives.close();
    }
}
