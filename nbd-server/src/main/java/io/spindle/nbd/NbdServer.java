package io.spindle.nbd;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A running NBD server. */
public final class NbdServer {
    private NbdServer() {}

    /**
     * Binds every listener and starts to serve.
     *
     * @throws IOException when a listener cannot be had or certificates cannot be read; the text says which, why, and what
     *     to do. Nothing is left open then.
     */
    public static NbdServer start(NbdServerOptions options, ExportCatalog catalog) throws IOException {
        throw new IOException("not yet");
    }

    /** What is listened on, in the order of the options, with the ports that the system chose. */
    public List<NbdListener> listeners() {
        return List.of();
    }

    /**
     * Stops accepting, answers the requests in flight, and closes; connections that are not done at the deadline are cut.
     */
    public CompletableFuture<Void> stop(Duration deadline) {
        return CompletableFuture.completedFuture(null);
    }
}
