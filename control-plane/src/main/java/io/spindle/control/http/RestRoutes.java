package io.spindle.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.DriveDocuments;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.drive.DriveStatus;
import io.spindle.control.drive.FaultsSeen;
import io.spindle.control.drive.Operation;
import io.spindle.control.drive.Outcome;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.Verb;
import io.spindle.control.fetch.Credentials;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.iso.openpgp.Signer;
import io.spindle.iso.verification.KeptVerification;
import io.spindle.iso.verification.Verdict;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The REST interface under {@code /api/v1}. */
final class RestRoutes {
    private final ControlServices services;

    RestRoutes(ControlServices services) {
        this.services = services;
    }

    void add(Router router) {
        router.get("/api/v1/discs").handler(this::discs);
        router.get("/api/v1/discs/:name").handler(this::disc);
        router.get("/api/v1/drives").handler(this::drives);
        router.post("/api/v1/drives").handler(this::create);
        router.get("/api/v1/drives/:name").handler(this::drive);
        router.delete("/api/v1/drives/:name").handler(this::remove);
        for (Verb verb : Verb.values()) {
            router.post("/api/v1/drives/:name/" + verb.word()).handler(context -> operate(verb, context));
        }
        router.get("/api/v1/drives/:name/attach").handler(this::attach);
    }

    private void discs(RoutingContext context) {
        ArrayNode discs = JsonNodeFactory.instance.arrayNode();
        Map<String, List<String>> users = users();
        services.library().discs().forEach(it -> discs.add(document(it, users.getOrDefault(it.name(), List.of()))));
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("discs", discs);
        ArrayNode skipped = document.putArray("skipped");
        services.library()
                .skipped()
                .forEach(it ->
                        skipped.addObject().put("path", it.path().toString()).put("reason", it.reason()));
        ArrayNode expanding = document.putArray("expanding");
        services.library()
                .expanding()
                .forEach(it -> expanding
                        .addObject()
                        .put("name", it.name())
                        .put("path", it.path().toString())
                        .put("percent", it.percent()));
        Answers.json(context, 200, document);
    }

    private void disc(RoutingContext context) {
        String name = context.pathParam("name");
        Optional<LibraryDisc> disc = services.library().find(name);
        if (disc.isPresent()) {
            Answers.json(context, 200, document(disc.get(), users().getOrDefault(name, List.of())));
        } else {
            refuse(context, Refusal.UNKNOWN_DISC, "there is no disc '" + name + "'");
        }
    }

    /** In which drives each disc lies. */
    private Map<String, List<String>> users() {
        return services.drives().list().stream()
                .filter(it -> it.disc().isPresent())
                .collect(Collectors.groupingBy(
                        it -> it.disc().get(), Collectors.mapping(DriveStatus::name, Collectors.toList())));
    }

    private ObjectNode document(LibraryDisc disc, List<String> users) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", disc.name());
        node.put("sizeBytes", disc.userData().lengthBytes());
        node.put("label", disc.inspection().label().orElse(null));
        ArrayNode boots = node.putArray("boots");
        disc.inspection().boots().stream().sorted().forEach(it -> boots.add(it.name()));
        Optional<Verdict> verdict = services.library().verification(disc.name()).map(KeptVerification::verdict);
        node.put("verdict", verdict.map(it -> it.grade().name()).orElse(null));
        node.put(
                "signedBy", verdict.flatMap(Verdict::signer).map(Signer::userId).orElse(null));
        ObjectNode faults = node.putObject("faults");
        Optional<FaultsSeen> seen = services.drives().faults(disc);
        faults.put("count", seen.map(FaultsSeen::count).orElse(0));
        faults.put("latest", seen.map(it -> it.latest().text()).orElse(null));
        node.put("refusal", services.library().refusal(disc.name()).orElse(null));
        users.forEach(node.putArray("inUseBy")::add);
        ArrayNode urls = node.putArray("urls");
        services.lines().urls(disc).forEach(urls::add);
        node.put("qemu", services.lines().qemu(disc).orElse(null));
        return node;
    }

    private void drives(RoutingContext context) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode drives = document.putArray("drives");
        services.drives().list().forEach(it -> drives.add(document(it)));
        Answers.json(context, 200, document);
    }

    private void drive(RoutingContext context) {
        Optional<DriveStatus> drive = found(context);
        drive.ifPresent(it -> {
            context.response().putHeader("ETag", "\"" + it.generation() + "\"");
            Answers.json(context, 200, document(it));
        });
    }

    private ObjectNode document(DriveStatus drive) {
        return DriveDocuments.status(drive, services.drives().traffic(drive.name()));
    }

    private void attach(RoutingContext context) {
        found(context).ifPresent(drive -> {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("qemu", services.lines().qemu(drive).orElse(null));
            node.put("libvirt", services.lines().libvirt(drive).orElse(null));
            Answers.json(context, 200, node);
        });
    }

    private Optional<DriveStatus> found(RoutingContext context) {
        String name = context.pathParam("name");
        Optional<DriveStatus> drive = services.drives().find(name);
        if (drive.isEmpty()) {
            refuse(context, Refusal.UNKNOWN_DRIVE, "there is no drive '" + name + "'");
        }
        return drive;
    }

    private void create(RoutingContext context) {
        RequestBody body = RequestBody.read(context);
        Optional<String> fault = body.fault("name", "kind", "qmp", "device", "tlsCertificates", "discs", "stack")
                .or(() -> DriveBody.fault(body.node()));
        if (fault.isPresent()) {
            refuse(context, Refusal.INVALID, fault.get());
            return;
        }
        String name = body.node().path("name").asText();
        DriveSpec spec = DriveDocuments.parseSpec(name, body.node()).orElseThrow();
        answer(context, services.drives().create(spec, Callers.operator(context)), 201);
    }

    private void remove(RoutingContext context) {
        answer(context, services.drives().remove(context.pathParam("name"), Callers.operator(context)), 200);
    }

    private void operate(Verb verb, RoutingContext context) {
        RequestBody body = RequestBody.read(context);
        Optional<String> fault = verb == Verb.INSERT || verb == Verb.SWAP
                ? body.fault("disc", "url", "userName", "password", "policy", "timeoutSeconds", "generation")
                : body.fault("policy", "timeoutSeconds", "generation");
        if (fault.isPresent()) {
            refuse(context, Refusal.INVALID, fault.get());
            return;
        }
        OperationBody.Read read = OperationBody.read(verb, context, body.node());
        if (read.fault().isPresent()) {
            refuse(context, Refusal.INVALID, read.fault().get());
            return;
        }
        Operation operation = read.operation().orElseThrow();
        String drive = context.pathParam("name");
        JsonNode url = body.node().path("url");
        answer(
                context,
                url.isMissingNode()
                        ? services.drives().operate(drive, operation)
                        : services.fetched().operate(drive, operation, url.asText(), credentials(body.node())),
                200);
    }

    private static Optional<Credentials> credentials(JsonNode body) {
        return Optional.ofNullable(body.path("userName").textValue())
                .map(user -> new Credentials(user, body.path("password").asText("")));
    }

    private static void answer(RoutingContext context, CompletableFuture<Outcome> outcome, int doneStatus) {
        Future.fromCompletionStage(outcome, context.vertx().getOrCreateContext())
                .onComplete(known -> {
                    if (known.failed()) {
                        context.fail(known.cause());
                    } else if (known.result() instanceof Outcome.Done) {
                        Answers.json(context, doneStatus, DriveDocuments.outcome(known.result()));
                    } else {
                        Answers.outcome(context, known.result());
                    }
                });
    }

    private static void refuse(RoutingContext context, Refusal refusal, String text) {
        Answers.outcome(context, new Outcome.Refused(refusal, text));
    }
}
