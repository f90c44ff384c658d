package io.spindle.control.http;

import io.spindle.control.drive.Outcome;
import io.spindle.control.drive.Refusal;
import io.spindle.iso.library.LibraryDisc;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Folders and files of discs. Whatever a disc holds is given as bytes to be saved, never as something to be shown. */
final class FileRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(FileRoutes.class);
    private static final int PIECE_BYTES = 256 * 1024;
    private static final int NAME_CHARACTERS = 200;

    private static final int THREADS = 4;

    private final ControlServices services;
    /** Of their own, so that a disk that does not answer holds up no log-in. */
    private final WorkerExecutor disks;

    FileRoutes(Vertx vertx, ControlServices services) {
        this.services = services;
        this.disks = vertx.createSharedWorkerExecutor("disc-files", THREADS);
    }

    void add(Router router) {
        router.get("/api/v1/discs/:name/tree").handler(this::folder);
        router.get("/api/v1/discs/:name/file").handler(this::file);
    }

    private void folder(RoutingContext context) {
        String path = path(context);
        look(context, disc -> () -> DiscFiles.folder(disc, path), found -> Answers.json(context, 200, found));
    }

    private void file(RoutingContext context) {
        String path = path(context);
        Optional<String> refusal = services.library().refusal(context.pathParam("name"));
        if (refusal.isPresent()) {
            // What is not to be exported does not leave in pieces either.
            refuse(context, Refusal.FORBIDDEN, refusal.get());
            return;
        }
        look(context, disc -> () -> DiscFiles.file(disc, path), found -> send(context, found));
    }

    private static String path(RoutingContext context) {
        String path = context.request().getParam("path");
        return path == null ? "" : path;
    }

    private interface Question<T> {
        Callable<Optional<T>> of(LibraryDisc disc);
    }

    /** Asks on a thread that may wait for a disk. */
    private <T> void look(RoutingContext context, Question<T> question, Consumer<T> answer) {
        String name = context.pathParam("name");
        Optional<LibraryDisc> disc = services.library().find(name);
        if (disc.isEmpty()) {
            refuse(context, Refusal.UNKNOWN_DISC, "there is no disc '" + name + "'");
            return;
        }
        disks.executeBlocking(question.of(disc.get()), false)
                .onSuccess(found -> found.ifPresentOrElse(
                        answer,
                        () -> HttpFaults.answer(
                                context,
                                404,
                                "not-found",
                                "'" + path(context) + "' is not on " + name,
                                "look at its folders with /api/v1/discs/NAME/tree?path=")))
                .onFailure(fault -> refuse(context, Refusal.FAILED, String.valueOf(fault.getMessage())));
    }

    private static void refuse(RoutingContext context, Refusal refusal, String text) {
        Answers.outcome(context, new Outcome.Refused(refusal, text));
    }

    private void send(RoutingContext context, DiscFiles.OpenFile file) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            file.close();
            return;
        }
        context.addEndHandler(ended -> file.close());
        response.putHeader("Content-Type", "application/octet-stream")
                .putHeader("Content-Disposition", attachment(file.name()))
                .putHeader("Content-Length", Long.toString(file.bytes().lengthBytes()))
                .putHeader("Cache-Control", "no-store");
        if (context.request().method() == io.vertx.core.http.HttpMethod.HEAD) {
            response.end();
        } else {
            sendFrom(context, file, 0);
        }
    }

    /** A piece, and the next when it is on its way: a reader that is slow holds up nobody else. */
    private void sendFrom(RoutingContext context, DiscFiles.OpenFile file, long at) {
        HttpServerResponse response = context.response();
        long leftBytes = file.bytes().lengthBytes() - at;
        if (leftBytes == 0) {
            response.end();
            return;
        }
        disks.executeBlocking(() -> piece(file, at, (int) Math.min(PIECE_BYTES, leftBytes)), false)
                .compose(piece -> response.write(piece).map(written -> piece.length()))
                .onSuccess(count -> sendFrom(context, file, at + count))
                .onFailure(fault -> {
                    LOG.debug("a file was not sent to its end: {}", fault.toString());
                    // The length was told: a connection that ends early is the only way left to say that it failed.
                    context.request().connection().close();
                });
    }

    private static Buffer piece(DiscFiles.OpenFile file, long at, int lengthBytes) throws java.io.IOException {
        ByteBuffer piece = ByteBuffer.allocate(lengthBytes);
        file.bytes().read(at, piece);
        return Buffer.buffer(piece.array());
    }

    /** RFC 6266: a plain name for old clients, and the whole one encoded (RFC 8187). */
    static String attachment(String name) {
        String whole = name.length() > NAME_CHARACTERS ? name.substring(0, NAME_CHARACTERS) : name;
        String plain = whole.replaceAll("[^A-Za-z0-9._ +-]", "_").replaceFirst("^[. ]+", "_");
        String encoded = URLEncoder.encode(whole, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
