package io.spindle.control.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The web page, and the document that describes the REST interface: files of this package, read when they are asked for. */
final class PageRoutes {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private PageRoutes() {}

    static void add(Router router) {
        router.get("/").handler(context -> send(context, "index.html", "text/html; charset=utf-8"));
        router.get("/style.css").handler(context -> send(context, "style.css", "text/css; charset=utf-8"));
        router.get("/app.js").handler(context -> send(context, "app.js", "text/javascript; charset=utf-8"));
        router.get("/api/v1/openapi.json").handler(context -> send(context, "openapi.json", "application/json"));
    }

    /** Every answer has these, whatever it is. */
    static void guard(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
    }

    private static void send(RoutingContext context, String file, String type) {
        context.response()
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-cache")
                .end(Buffer.buffer(bytes(file)));
    }

    static byte[] bytes(String file) {
        try (InputStream in = PageRoutes.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
