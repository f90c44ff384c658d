package io.spindle.control.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Machine;
import io.spindle.control.drive.Operation;
import io.spindle.control.drive.Operator;
import io.spindle.control.drive.Outcome;
import io.spindle.control.drive.Policy;
import io.spindle.control.drive.Refusal;
import io.spindle.control.drive.Verb;
import io.spindle.control.fetch.FetchedImages;
import io.spindle.control.redfish.BootRequest;
import io.spindle.control.redfish.DiscUri;
import io.spindle.control.redfish.RedfishMessage;
import io.spindle.control.redfish.RedfishTree;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Redfish: reading the tree, and the actions of drives and machines. */
final class RedfishRoutes {
    private static final String ROOT = "/redfish/v1";
    private static final List<String> INSERT_PARAMETERS = List.of(
            "Image",
            "Inserted",
            "WriteProtected",
            "TransferMethod",
            "TransferProtocolType",
            "UserName",
            "Password",
            "MediaTypes",
            "Oem");

    private final ControlServices services;
    private final RedfishTree tree;

    RedfishRoutes(ControlServices services) {
        this.services = services;
        this.tree = new RedfishTree(services.drives(), UUID.nameUUIDFromBytes(Machines.identity()));
    }

    void add(Router router) {
        router.get("/redfish").handler(context -> RedfishAnswers.versions(context));
        router.get("/redfish/").handler(context -> RedfishAnswers.versions(context));
        router.get(ROOT + "/$metadata")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "application/xml")
                        .putHeader("OData-Version", "4.0")
                        .end(RedfishTree.metadata()));
        for (String parent : List.of("Systems", "Managers")) {
            String medium = ROOT + "/" + parent + "/:name/VirtualMedia/Cd";
            router.post(medium + "/Actions/VirtualMedia.InsertMedia").handler(this::insert);
            router.post(medium + "/Actions/VirtualMedia.EjectMedia").handler(this::eject);
        }
        router.post(ROOT + "/Systems/:name/Actions/ComputerSystem.Reset").handler(this::reset);
        router.patch(ROOT + "/Systems/:name").handler(this::patchSystem);
        router.get(ROOT + "*").handler(this::read);
    }

    /** True where there is something to read. */
    boolean isResource(String path) {
        return path.startsWith(ROOT) && resource(path).isPresent();
    }

    private Optional<ObjectNode> resource(String path) {
        return tree.resource(Arrays.stream(path.substring(ROOT.length()).split("/"))
                .filter(it -> !it.isEmpty())
                .toList());
    }

    private void read(RoutingContext context) {
        Optional<ObjectNode> resource = resource(context.normalizedPath());
        if (resource.isPresent()) {
            RedfishAnswers.resource(context, resource.get());
        } else {
            context.next();
        }
    }

    private void insert(RoutingContext context) {
        RequestBody body = RequestBody.read(context);
        Optional<ObjectNode> fault =
                fault(body, "InsertMedia", INSERT_PARAMETERS).or(() -> unsupported(body.node()));
        if (fault.isPresent()) {
            RedfishAnswers.error(context, 400, fault.get());
            return;
        }
        String image = body.node().path("Image").asText("");
        String host = Optional.ofNullable(context.request().getHeader("Host")).orElse("");
        Optional<String> disc = DiscUri.disc(image, host)
                .filter(it -> services.library().find(it).isPresent());
        if (disc.isEmpty()) {
            insertFetched(context, body.node());
        } else {
            operate(context, Verb.INSERT, disc, Optional.of(image), body.node());
        }
    }

    private void insertFetched(RoutingContext context, JsonNode body) {
        String url = ImageSource.url(body);
        Optional<String> fault = ImageSource.fault(body);
        if (!FetchedImages.isUrl(url) || fault.isPresent()) {
            refuseImage(context, body, fault.orElse("other sources are not allowed"));
            return;
        }
        Optional<String> image = Optional.of(body.path("Image").asText());
        Operation operation = operation(context, Verb.INSERT, Optional.empty(), image, body);
        var outcome =
                services.fetched().operate(context.pathParam("name"), operation, url, ImageSource.credentials(body));
        Future.fromCompletionStage(outcome, context.vertx().getOrCreateContext())
                .onSuccess(it -> {
                    if (it instanceof Outcome.Refused no
                            && (no.refusal() == Refusal.FORBIDDEN || no.refusal() == Refusal.INVALID)) {
                        refuseImage(context, body, no.text());
                    } else {
                        tell(context, it);
                    }
                })
                .onFailure(context::fail);
    }

    private static void refuseImage(RoutingContext context, JsonNode body, String reason) {
        String image = RedfishAnswers.withoutCredentials(body.path("Image").asText());
        RedfishAnswers.error(
                context,
                400,
                RedfishMessage.ACTION_PARAMETER_VALUE_ERROR.error(
                        "'" + image + "' names no disc of the library, and " + reason,
                        "Name a disc as spindle:NAME; GET /api/v1/discs lists them. Or allow its source in the"
                                + " configuration, under fetch.",
                        "Image",
                        "InsertMedia"));
    }

    private void eject(RoutingContext context) {
        RequestBody body = RequestBody.read(context);
        Optional<ObjectNode> fault = fault(body, "EjectMedia", List.of("Oem"));
        if (fault.isPresent()) {
            RedfishAnswers.error(context, 400, fault.get());
        } else {
            operate(context, Verb.EJECT, Optional.empty(), Optional.empty(), body.node());
        }
    }

    private static Optional<ObjectNode> fault(RequestBody body, String action, List<String> known) {
        if (body.problem().isPresent()) {
            return Optional.of(
                    RedfishMessage.MALFORMED_JSON.error(body.problem().get(), "Send a JSON object."));
        }
        Optional<String> unknown = body.unknown(known);
        if (unknown.isPresent()) {
            return Optional.of(RedfishMessage.ACTION_PARAMETER_UNKNOWN.error(
                    action + " has no parameter " + unknown.get(), "Leave it out.", action, unknown.get()));
        }
        boolean missing =
                action.equals("InsertMedia") && !body.node().path("Image").isTextual();
        return missing
                ? Optional.of(RedfishMessage.ACTION_PARAMETER_MISSING.error(
                        "InsertMedia needs the parameter Image, a URI", "Add it.", "InsertMedia", "Image"))
                : Optional.empty();
    }

    /** What a drive that reads discs cannot do. */
    private static Optional<ObjectNode> unsupported(JsonNode body) {
        boolean notInserted =
                body.path("Inserted").isBoolean() && !body.path("Inserted").asBoolean();
        boolean writable = body.path("WriteProtected").isBoolean()
                && !body.path("WriteProtected").asBoolean();
        boolean upload = body.path("TransferMethod").isTextual()
                && !body.path("TransferMethod").asText().equals("Stream");
        String parameter = notInserted ? "Inserted" : writable ? "WriteProtected" : upload ? "TransferMethod" : "";
        return parameter.isEmpty()
                ? Optional.empty()
                : Optional.of(RedfishMessage.ACTION_PARAMETER_NOT_SUPPORTED.error(
                        "a disc is inserted at once, write-protected and streamed",
                        "Leave " + parameter + " out.",
                        parameter,
                        "InsertMedia"));
    }

    private void operate(
            RoutingContext context, Verb verb, Optional<String> disc, Optional<String> source, JsonNode body) {
        var outcome =
                services.drives().operate(context.pathParam("name"), operation(context, verb, disc, source, body));
        Future.fromCompletionStage(outcome, context.vertx().getOrCreateContext())
                .onSuccess(it -> tell(context, it))
                .onFailure(context::fail);
    }

    private static Operation operation(
            RoutingContext context, Verb verb, Optional<String> disc, Optional<String> source, JsonNode body) {
        boolean force = body.path("Oem").path("Spindle").path("Policy").asText().equalsIgnoreCase("force");
        return new Operation(
                verb,
                disc,
                force ? Policy.FORCE : Policy.ASK,
                Operation.DEFAULT_TIMEOUT,
                OptionalLong.empty(),
                source,
                new Operator(Callers.operator(context).name(), "redfish"));
    }

    private static void tell(RoutingContext context, Outcome outcome) {
        if (outcome instanceof Outcome.Refused refused) {
            int status = refused.refusal().httpStatus();
            RedfishAnswers.error(
                    context,
                    status,
                    RedfishMessage.ofStatus(status)
                            .error(refused.text(), refused.refusal().advice(), context.normalizedPath()));
        } else if (outcome instanceof Outcome.Deferred) {
            // Not 204: that says that the guest can read the disc.
            context.response()
                    .setStatusCode(202)
                    .putHeader("OData-Version", "4.0")
                    .end();
        } else {
            context.response()
                    .setStatusCode(204)
                    .putHeader("OData-Version", "4.0")
                    .end();
        }
    }

    private void reset(RoutingContext context) {
        RequestBody body = RequestBody.read(context);
        String type = body.node().path("ResetType").asText("ForceRestart");
        Optional<Machine.Reset> reset = Arrays.stream(Machine.Reset.values())
                .filter(it -> it.word().equals(type))
                .findFirst();
        Optional<Machine> machine = services.drives().machine(context.pathParam("name"));
        if (body.problem().isPresent()) {
            RedfishAnswers.error(
                    context,
                    400,
                    RedfishMessage.MALFORMED_JSON.error(body.problem().get(), "Send a JSON object."));
        } else if (reset.isEmpty()) {
            RedfishAnswers.error(
                    context,
                    400,
                    RedfishMessage.PROPERTY_VALUE_NOT_IN_LIST.error(
                            "ResetType cannot be " + type, "See its allowable values.", type, "ResetType"));
        } else if (machine.isEmpty()) {
            refuse(context, Refusal.UNKNOWN_DRIVE, "no machine is known behind " + context.pathParam("name"));
        } else {
            onMachine(context, machine.get().reset(reset.get()));
        }
    }

    private void patchSystem(RoutingContext context) {
        RequestBody body = RequestBody.read(context);
        Optional<Machine> machine = services.drives().machine(context.pathParam("name"));
        if (body.problem().isPresent()) {
            RedfishAnswers.error(
                    context,
                    400,
                    RedfishMessage.MALFORMED_JSON.error(body.problem().get(), "Send a JSON object."));
            return;
        }
        Optional<String> unknown = body.unknown(List.of("Boot"));
        if (unknown.isPresent()) {
            RedfishAnswers.error(
                    context,
                    400,
                    RedfishMessage.PROPERTY_UNKNOWN.error(
                            unknown.get() + " cannot be changed", "Leave it out.", unknown.get()));
            return;
        }
        if (machine.isEmpty()) {
            refuse(context, Refusal.UNKNOWN_DRIVE, "no machine is known behind " + context.pathParam("name"));
            return;
        }
        JsonNode boot = body.node().path("Boot");
        if (!boot.isObject()) {
            RedfishAnswers.error(
                    context, 400, RedfishMessage.PROPERTY_MISSING.error("Boot is an object", "Add it.", "Boot"));
            return;
        }
        BootRequest asked = BootRequest.read(boot, machine.get());
        if (asked.fault().isPresent()) {
            RedfishAnswers.error(context, 400, asked.fault().get());
            return;
        }
        onMachine(
                context,
                asked.override()
                        .map(machine.get()::bootFromDisc)
                        .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }

    private void onMachine(RoutingContext context, CompletableFuture<Void> asked) {
        String name = context.pathParam("name");
        Future.fromCompletionStage(asked, context.vertx().getOrCreateContext())
                .onSuccess(done -> context.response()
                        .setStatusCode(204)
                        .putHeader("OData-Version", "4.0")
                        .end())
                .onFailure(fault -> {
                    boolean answers = services.drives()
                            .find(name)
                            .filter(it -> it.view().online())
                            .isPresent();
                    refuse(context, answers ? Refusal.FAILED : Refusal.OFFLINE, String.valueOf(fault.getMessage()));
                });
    }

    private static void refuse(RoutingContext context, Refusal refusal, String text) {
        tell(context, new Outcome.Refused(refusal, text));
    }
}
