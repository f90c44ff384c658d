package io.spindle.control.redfish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Messages of the Base registry (DSP8011), with status and severity in one row. */
public enum RedfishMessage {
    ACTION_PARAMETER_MISSING("ActionParameterMissing", 400, "Critical", 2),
    ACTION_PARAMETER_UNKNOWN("ActionParameterUnknown", 400, "Warning", 2),
    ACTION_PARAMETER_VALUE_ERROR("ActionParameterValueError", 400, "Warning", 2),
    ACTION_PARAMETER_NOT_SUPPORTED("ActionParameterNotSupported", 400, "Warning", 2),
    PROPERTY_UNKNOWN("PropertyUnknown", 400, "Warning", 1),
    PROPERTY_VALUE_NOT_IN_LIST("PropertyValueNotInList", 400, "Warning", 2),
    PROPERTY_MISSING("PropertyMissing", 400, "Warning", 1),
    MALFORMED_JSON("MalformedJSON", 400, "Critical", 0),
    NO_VALID_SESSION("NoValidSession", 401, "Critical", 0),
    INSUFFICIENT_PRIVILEGE("InsufficientPrivilege", 403, "Critical", 0),
    RESOURCE_MISSING_AT_URI("ResourceMissingAtURI", 404, "Critical", 1),
    OPERATION_NOT_ALLOWED("OperationNotAllowed", 405, "Critical", 0),
    RESOURCE_IN_USE("ResourceInUse", 409, "Warning", 0),
    PRECONDITION_FAILED("PreconditionFailed", 412, "Critical", 0),
    GENERAL_ERROR("GeneralError", 400, "Critical", 0),
    INTERNAL_ERROR("InternalError", 500, "Critical", 0),
    SERVICE_TEMPORARILY_UNAVAILABLE("ServiceTemporarilyUnavailable", 503, "Critical", 1);

    private static final String REGISTRY = "Base.1.16.";

    private final String id;
    private final int status;
    private final String severity;
    private final int countArguments;

    RedfishMessage(String id, int status, String severity, int countArguments) {
        this.id = id;
        this.status = status;
        this.severity = severity;
        this.countArguments = countArguments;
    }

    public int status() {
        return status;
    }

    /** The message for a status of HTTP. */
    public static RedfishMessage ofStatus(int status) {
        return switch (status) {
            case 401 -> NO_VALID_SESSION;
            case 403 -> INSUFFICIENT_PRIVILEGE;
            case 404 -> RESOURCE_MISSING_AT_URI;
            case 405 -> OPERATION_NOT_ALLOWED;
            case 409 -> RESOURCE_IN_USE;
            case 412 -> PRECONDITION_FAILED;
            case 429, 502, 503 -> SERVICE_TEMPORARILY_UNAVAILABLE;
            default -> status >= 500 ? INTERNAL_ERROR : GENERAL_ERROR;
        };
    }

    /**
     * An error document with this message.
     *
     * @param text a sentence for people: it tells more than the message of the registry
     * @param arguments as many as the message has
     */
    public ObjectNode error(String text, String resolution, String... arguments) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode error = document.putObject("error");
        error.put("code", REGISTRY + id).put("message", text);
        ObjectNode info = error.putArray("@Message.ExtendedInfo").addObject();
        info.put("@odata.type", "#Message.v1_1_2.Message");
        info.put("MessageId", REGISTRY + id).put("Message", text);
        List<String> given = List.of(arguments);
        var array = info.putArray("MessageArgs");
        for (int at = 0; at < countArguments; at++) {
            array.add(at < given.size() ? given.get(at) : "");
        }
        info.put("Severity", severity).put("MessageSeverity", severity).put("Resolution", resolution);
        return document;
    }
}
