package io.spindle.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;

/** Tells what a guest is being waited for while a change goes on. */
final class Progress {
    private final String drive;
    private final PrintWriter out;
    private volatile boolean stopped;
    private String told = "";

    private Progress(String drive, PrintWriter out) {
        this.drive = drive;
        this.out = out;
    }

    static Progress of(ServerOption server, String drive, PrintWriter out) {
        Progress progress = new Progress(drive, out);
        if (!server.json) {
            Thread listener = new Thread(() -> progress.listen(server), "progress");
            listener.setDaemon(true);
            listener.start();
        }
        return progress;
    }

    private void listen(ServerOption server) {
        try {
            server.client().events((type, document) -> {
                document = type.equals("drives") ? JsonNodes.named(document, drive) : document;
                if (type.equals("fetch")) {
                    tellFetched(document);
                } else if (document.path("name").asText().equals(drive)) {
                    tell(document);
                }
                return !stopped;
            });
        } catch (IOException | RuntimeException e) {
            // The change itself tells what is wrong.
        }
    }

    private void tellFetched(JsonNode fetch) {
        boolean ours = false;
        for (JsonNode each : fetch.path("drives")) {
            ours |= each.asText().equals(drive);
        }
        if (ours && fetch.path("state").asText().equals("running")) {
            long total = fetch.path("totalBytes").asLong();
            String part = total > 0 ? ", " + 100 * fetch.path("bytes").asLong() / total + " %" : "";
            print("fetching " + fetch.path("url").asText() + part);
        }
    }

    private void tell(JsonNode status) {
        String note = status.path("waiting").isObject() ? status.path("note").asText() : "";
        if (!note.isEmpty()) {
            print(note);
        }
    }

    private synchronized void print(String note) {
        if (!stopped && !note.equals(told)) {
            told = note;
            out.println(drive + ": " + note);
            out.flush();
        }
    }

    synchronized void stop() {
        stopped = true;
    }
}
