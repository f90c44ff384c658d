package io.spindle.control.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.DriveStatus;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Whether the server lives, is ready, and is well. */
final class HealthRoutes {
    private static final Duration SOON = Duration.ofDays(21);

    private final ControlServices services;
    private final Supplier<List<HttpListener>> listeners;
    private final Metrics metrics;
    private volatile boolean draining;

    HealthRoutes(ControlServices services, Supplier<List<HttpListener>> listeners) {
        this.services = services;
        this.listeners = listeners;
        this.metrics = new Metrics(services);
    }

    void add(Router router) {
        // Who asks is answered by the thread that does the work: that is the test.
        router.get("/livez").handler(context -> text(context, "ok\n"));
        router.get("/readyz").handler(this::ready);
        router.get("/metrics").handler(context -> text(context, metrics.scrape()));
        router.get("/api/v1/server").handler(this::server);
        router.get("/api/v1/doctor").handler(this::doctor);
    }

    void drain() {
        draining = true;
    }

    private void ready(RoutingContext context) {
        if (draining) {
            context.response().setStatusCode(503);
        }
        text(context, draining ? "the server stops\n" : "ok\n");
    }

    private static void text(RoutingContext context, String text) {
        context.response()
                .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(text);
    }

    private void server(RoutingContext context) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("version", services.version());
        document.put("pid", ProcessHandle.current().pid());
        ArrayNode addresses = document.putArray("http");
        listeners.get().forEach(it -> addresses.add(it.toString()));
        Answers.json(context, 200, document);
    }

    private void doctor(RoutingContext context) {
        // It looks at files.
        context.vertx()
                .executeBlocking(this::findings, false)
                .onSuccess(document -> Answers.json(context, 200, document))
                .onFailure(context::fail);
    }

    private ObjectNode findings() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode findings = document.putArray("findings");
        services.drives()
                .stateFault()
                .ifPresent(it -> add(findings, false, it, "no drive can be changed until it can"));
        services.drives().list().forEach(it -> drive(findings, it));
        services.library()
                .skipped()
                .forEach(it -> add(findings, false, it.path() + " " + it.reason(), "see the reason"));
        listeners.get().forEach(it -> listener(findings, it));
        return document;
    }

    private static void drive(ArrayNode findings, DriveStatus drive) {
        if (!drive.view().online()) {
            add(
                    findings,
                    false,
                    "drive " + drive.name() + ": " + drive.view().note(),
                    "start the machine with -qmp unix:PATH,server=on,wait=off of its own for Spindle");
        } else if (!drive.view().disc().equals(drive.wanted()) && drive.generation() > 0) {
            String wanted = drive.wanted().orElse("no disc");
            add(findings, false, "drive " + drive.name() + " is to have " + wanted, "is that disc in the library?");
        } else if (!drive.view().note().isEmpty() && drive.waiting().isEmpty()) {
            add(
                    findings,
                    false,
                    "drive " + drive.name() + ": " + drive.view().note(),
                    "see the documentation of drives");
        } else {
            add(findings, true, "drive " + drive.name() + " is there", "");
        }
    }

    private static void listener(ArrayNode findings, HttpListener listener) {
        if (listener.certificates().isEmpty()) {
            add(findings, true, listener + " answers", "");
            return;
        }
        Path file = listener.certificates().get().resolve("server-cert.pem");
        try (InputStream in = Files.newInputStream(file)) {
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Instant end = certificate.getNotAfter().toInstant();
            boolean good = end.isAfter(Instant.now().plus(SOON));
            add(findings, good, listener + " answers, its certificate ends " + end, "renew " + file);
        } catch (IOException | CertificateException e) {
            add(findings, false, file + " cannot be read", "put a PEM certificate there");
        }
    }

    private static void add(ArrayNode findings, boolean good, String text, String advice) {
        findings.addObject().put("good", good).put("text", text).put("advice", good ? "" : advice);
    }
}
