package io.spindle.app;

import io.spindle.control.client.ControlClient;
import io.spindle.control.client.ServerAddress;
import io.spindle.control.drive.CarrierFactory;
import io.spindle.control.drive.Drives;
import io.spindle.control.fetch.FetchedImages;
import io.spindle.control.http.AttachLines;
import io.spindle.control.http.ControlServer;
import io.spindle.control.http.ControlServices;
import io.spindle.control.http.HttpListener;
import io.spindle.control.http.ServerFigures;
import io.spindle.iso.library.Library;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The drives, and the HTTP server beside them, which starts while discs are served already. */
final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

    private final ControlSettings settings;
    private final Drives drives;
    private final FetchedImages fetched;
    private final CompletableFuture<ControlServer> server = new CompletableFuture<>();

    private ControlPlane(ControlSettings settings, Drives drives, FetchedImages fetched) {
        this.settings = settings;
        this.drives = drives;
        this.fetched = fetched;
    }

    /**
     * Opens the drives with their discs, and begins to start the HTTP server.
     *
     * @throws IOException when the drives cannot be had, or a listener must not be had so
     */
    static ControlPlane start(
            ControlSettings settings,
            Library library,
            AttachLines lines,
            ServerFigures figures,
            CarrierFactory carriers)
            throws IOException {
        for (HttpListener listener : settings.listeners()) {
            ControlServer.check(listener);
        }
        // Before the drives, which want their discs back.
        FetchedImages fetched =
                FetchedImages.open(settings.fetch(), settings.state().resolve("fetched"), library);
        Drives drives = Drives.open(settings.state(), library, settings.drives(), carriers);
        fetched.serve(drives);
        ControlPlane plane = new ControlPlane(settings, drives, fetched);
        String version = new Main.Version().getVersion()[0];
        ControlServices services = new ControlServices(drives, library, fetched, lines, figures, version);
        Thread starting = new Thread(() -> plane.listen(services), "control");
        starting.setDaemon(true);
        starting.start();
        return plane;
    }

    Drives drives() {
        return drives;
    }

    private void listen(ControlServices services) {
        try {
            ControlServer control = ControlServer.create(services);
            for (HttpListener listener : settings.listeners()) {
                unlessAsked(settings.listenersAsked(), () -> control.listenOn(listener));
            }
            // Last: whoever is answered there can rely on the rest.
            unlessAsked(settings.socketAsked(), () -> control.listenOn(settings.socket()));
            server.complete(control);
        } catch (IOException | RuntimeException e) {
            server.completeExceptionally(e);
        }
    }

    private interface Listening {
        void start() throws IOException;
    }

    /** What nobody asked for may fail: another server may have it. */
    private static void unlessAsked(boolean asked, Listening listening) throws IOException {
        try {
            listening.start();
        } catch (IOException e) {
            if (asked) {
                throw e;
            }
            LOG.warn("{}; going on without it", e.getMessage());
        }
    }

    /** The HTTP server when it is there. */
    ControlServer await() throws IOException {
        try {
            return server.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof IOException fault ? fault : new IOException(e.getCause());
        }
    }

    /** Asks itself for its drives, as a command does. */
    void rehearse() throws IOException {
        await();
        ControlClient client =
                new ControlClient(new ServerAddress.Socket(settings.socket()), Optional.empty(), (SSLSocketFactory)
                        SSLSocketFactory.getDefault());
        client.request("GET", "/api/v1/drives", Optional.empty());
    }

    /** From now on the server says that it is not ready, while it still answers. */
    void drain() {
        if (server.isDone() && !server.isCompletedExceptionally()) {
            server.join().drain();
        }
    }

    @Override
    public void close() {
        fetched.close();
        drives.close();
        if (server.isDone() && !server.isCompletedExceptionally()) {
            server.join().stop();
        }
    }
}
