package io.spindle.control.qmp;

import java.nio.file.Path;

/** Where a monitor listens. */
public sealed interface QmpAddress {
    /** {@code -qmp unix:PATH,server=on,wait=off}. */
    record Unix(Path path) implements QmpAddress {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** {@code -qmp tcp:HOST:PORT,server=on,wait=off}. */
    record Tcp(String host, int port) implements QmpAddress {
        @Override
        public String toString() {
            return "tcp:" + host + ":" + port;
        }
    }

    /**
     * Reads a path, or {@code tcp:HOST:PORT}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    static QmpAddress parse(String text) {
        if (!text.startsWith("tcp:")) {
            return new Unix(Path.of(text.startsWith("unix:") ? text.substring("unix:".length()) : text));
        }
        int colon = text.lastIndexOf(':');
        String host = text.substring("tcp:".length(), Math.max("tcp:".length(), colon));
        String port = text.substring(colon + 1);
        if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException(text + " is no monitor: write tcp:HOST:PORT");
        }
        return new Tcp(host.replaceAll("[\\[\\]]", ""), Integer.parseInt(port));
    }
}
