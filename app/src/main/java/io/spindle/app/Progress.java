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
                if (document.path("name").asText().equals(drive)) {
                    tell(document);
                }
                return !stopped;
            });
        } catch (IOException | RuntimeException e) {
            // The change itself tells what is wrong.
        }
    }

    private synchronized void tell(JsonNode status) {
        String note = status.path("waiting").isObject() ? status.path("note").asText() : "";
        if (!stopped && !note.isEmpty() && !note.equals(told)) {
            told = note;
            out.println(drive + ": " + note);
            out.flush();
        }
    }

    synchronized void stop() {
        stopped = true;
    }
}
