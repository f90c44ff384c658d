package io.spindle.control.http;

import io.spindle.control.http.Callers.Door;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The HTTP server: a Unix socket for the commands, and addresses for everybody else. */
public final class ControlServer {
    /** More than the longest time that a guest is waited for. */
    private static final int IDLE_SECONDS = 660;

    private static final int HEADER_LIMIT_BYTES = 16 * 1024;

    private final Vertx vertx;
    private final Newcomers newcomers;
    private final ControlRouter routes;
    private final List<HttpListener> listeners = new CopyOnWriteArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Path> sockets = new ArrayList<>();

    private ControlServer(Vertx vertx, ControlServices services) {
        this.vertx = vertx;
        this.newcomers = new Newcomers(vertx);
        this.routes = new ControlRouter(vertx, services, this::listeners, newcomers);
    }

    /**
     * Tells whether an address may be listened on so, before anything is loaded.
     *
     * @throws IOException when it must not; the text says what is missing
     */
    public static void check(HttpListener listener) throws IOException {
        ListenerRules.check(listener);
    }

    /** Makes a server that listens nowhere yet. */
    public static ControlServer create(ControlServices services) {
        // No file of the class path is ever unpacked, and names are resolved by the system.
        System.setProperty("vertx.disableDnsResolver", "true");
        VertxOptions options = new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(2)
                .setPreferNativeTransport(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false));
        Vertx vertx = Vertx.vertx(options);
        return new ControlServer(vertx, services);
    }

    /**
     * Listens on a Unix socket that only this user, and root, may use.
     *
     * @throws IOException when it cannot be had; the text says why
     */
    public void listenOn(Path socket) throws IOException {
        Files.createDirectories(socket.toAbsolutePath().getParent());
        removeStale(socket);
        HttpServer server = vertx.createHttpServer(options().setHost(""))
                .connectionHandler(newcomers::admit)
                .requestHandler(routes.router(new Door.Socket()))
                .invalidRequestHandler(HttpFaults::malformed);
        await(server.listen(SocketAddress.domainSocketAddress(socket.toString())), socket.toString());
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        servers.add(server);
        sockets.add(socket);
    }

    /**
     * Listens on an address.
     *
     * @throws IOException when it cannot be had, or must not be had so; the text says why
     */
    public HttpListener listenOn(HttpListener listener) throws IOException {
        ListenerRules.check(listener);
        // Finding them may take the time of a name server, for which the first request would wait.
        OwnAddresses.names();
        HttpServerOptions options = options();
        if (listener.certificates().isPresent()) {
            Path folder = listener.certificates().get();
            options.setSsl(true)
                    .setUseAlpn(false)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(folder.resolve("server-cert.pem").toString())
                            .setKeyPath(folder.resolve("server-key.pem").toString()));
        }
        HttpServer server = vertx.createHttpServer(options)
                .connectionHandler(newcomers::admit)
                .requestHandler(routes.router(new Door.Network(listener)))
                .invalidRequestHandler(HttpFaults::malformed);
        await(server.listen(listener.port(), listener.host()), listener.toString());
        servers.add(server);
        HttpListener bound = new HttpListener(
                listener.host(),
                server.actualPort(),
                listener.certificates(),
                listener.users(),
                listener.tokens(),
                listener.hostNames());
        listeners.add(bound);
        return bound;
    }

    /** The addresses that are listened on, with the ports that the system chose. */
    public List<HttpListener> listeners() {
        return List.copyOf(listeners);
    }

    /** Tells who asks whether the server is ready that it is not any more, for it is about to stop. */
    public void drain() {
        routes.drain();
    }

    /** Closes all connections. */
    public void stop() {
        routes.close();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(3, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            // The process ends; what did not close is closed by that.
        }
        for (Path socket : sockets) {
            try {
                Files.deleteIfExists(socket);
            } catch (IOException e) {
                // The next start removes it.
            }
        }
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(HEADER_LIMIT_BYTES)
                .setMaxInitialLineLength(HEADER_LIMIT_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setMaxFormFields(16);
    }

    private static void await(Future<?> future, String what) throws IOException {
        try {
            future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            String reason = e.getCause().getMessage() == null
                    ? e.getCause().toString()
                    : e.getCause().getMessage();
            throw new IOException("cannot listen on " + what + ": " + reason, e.getCause());
        }
    }

    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        boolean other = (boolean) Files.readAttributes(socket, "isOther", LinkOption.NOFOLLOW_LINKS)
                .get("isOther");
        if (!other) {
            throw new IOException("cannot listen on " + socket + ": a file that is no socket is there; remove it");
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(socket)).close();
        } catch (ConnectException e) {
            Files.delete(socket);
            return;
        }
        throw new IOException("cannot listen on " + socket + ": another server listens there");
    }
}
