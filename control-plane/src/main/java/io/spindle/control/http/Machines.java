package io.spindle.control.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tells this host from others. */
final class Machines {
    private Machines() {}

    /** The same over restarts; only a hash of it is shown to anybody. */
    static byte[] identity() {
        try {
            return ("spindle " + Files.readString(Path.of("/etc/machine-id")).strip()).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "spindle".getBytes(StandardCharsets.UTF_8);
        }
    }
}
