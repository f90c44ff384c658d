package io.spindle.iscsi.login;

import io.spindle.iscsi.pdu.InitiatorPdu.LoginRequest;
import io.spindle.iscsi.pdu.LoginStage;
import io.spindle.iscsi.pdu.LoginStatus;
import io.spindle.iscsi.pdu.TargetPdu.LoginResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The login phase of one connection: takes requests, and says what to answer (RFC 7143, 6.3).
 *
 * <p>After a step that closes or ends the phase it is not asked again.
 */
public final class LoginStateMachine {
    private static final int MAXIMUM_TEXT_BYTES = 16 << 10;
    private static final int MAXIMUM_ANSWER_BYTES = 8192;
    private static final int MAXIMUM_REQUESTS = 64;

    private final LoginEnvironment environment;
    private final TextAccumulator text = new TextAccumulator(MAXIMUM_TEXT_BYTES);
    private final OperationalNegotiation operational = new OperationalNegotiation();
    private LoginRequest first;
    private LoginStage stage;
    private int requests;
    private Introduction introduction;
    private SecurityNegotiation security;
    private boolean declared;

    /** A login that begins. */
    public LoginStateMachine(LoginEnvironment environment) {
        this.environment = environment;
    }

    /** Takes one request. */
    public LoginStep take(LoginRequest request) {
        try {
            check(request);
            if (!text.add(request.text())) {
                throw new LoginFailure(LoginStatus.OUT_OF_RESOURCES, "the text of the login is too long");
            }
            if (request.continued()) {
                return answer(request, List.of(), false);
            }
            List<KeyValue> answers = negotiate(keys());
            boolean transit = request.transit() && mayLeaveStage();
            return answer(request, answers, transit);
        } catch (LoginFailure failure) {
            return failed(request, failure);
        }
    }

    /** What was settled, once a step said that the session begins. */
    public LoggedIn result() {
        return new LoggedIn(
                introduction.initiatorName(),
                first.isid(),
                first.cid(),
                introduction.target(),
                operational.parameters());
    }

    private void check(LoginRequest request) throws LoginFailure {
        if (++requests > MAXIMUM_REQUESTS) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "the login takes too many requests");
        }
        if (first == null) {
            checkFirst(request);
            first = request;
        }
        boolean same = request.isid() == first.isid() && request.tsih() == first.tsih() && request.cid() == first.cid();
        if (!same) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "the login changes its session in between");
        }
        checkStages(request);
    }

    private void checkFirst(LoginRequest request) throws LoginFailure {
        if (request.versionMin() > 0) {
            throw new LoginFailure(LoginStatus.UNSUPPORTED_VERSION, "speaks no version 0 of iSCSI");
        }
        if (request.tsih() != 0) {
            throw environment.isSession().test(request.tsih())
                    ? new LoginFailure(LoginStatus.TOO_MANY_CONNECTIONS, "wants a second connection in a session")
                    : new LoginFailure(LoginStatus.SESSION_DOES_NOT_EXIST, "names a session that there is not");
        }
    }

    private void checkStages(LoginRequest request) throws LoginFailure {
        Optional<LoginStage> current = LoginStage.fromWire(request.currentStage());
        boolean proper = current.isPresent()
                && current.get() != LoginStage.FULL_FEATURE_PHASE
                && (stage == null || stage == current.get())
                && !(request.transit() && request.continued())
                && (!request.transit() || isLater(request.nextStage(), request.currentStage()));
        if (!proper) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "the stages of the login are out of order");
        }
        stage = current.get();
    }

    private static boolean isLater(int next, int current) {
        return next > current && LoginStage.fromWire(next).isPresent();
    }

    private List<KeyValue> keys() throws LoginFailure {
        return TextKeys.parse(text.take())
                .orElseThrow(() -> new LoginFailure(LoginStatus.INITIATOR_ERROR, "the text of the login is malformed"));
    }

    private List<KeyValue> negotiate(List<KeyValue> keys) throws LoginFailure {
        List<KeyValue> answers = new ArrayList<>();
        if (introduction == null) {
            introduction = Introduction.of(keys, environment);
            security = new SecurityNegotiation(introduction.chap(), environment.random());
            introduction
                    .target()
                    .ifPresent(target -> answers.add(new KeyValue(
                            "TargetPortalGroupTag", Integer.toString(environment.targetPortalGroupTag()))));
        }
        Map<String, String> securityKeys = new LinkedHashMap<>();
        for (KeyValue pair : keys) {
            if (SecurityNegotiation.KEYS.contains(pair.key())) {
                securityKeys.put(pair.key(), pair.value());
            } else if (!Introduction.KEYS.contains(pair.key())) {
                operational.answer(pair, introduction.isDiscovery()).ifPresent(answers::add);
            }
        }
        secure(securityKeys, answers);
        declare(answers);
        return answers;
    }

    private void secure(Map<String, String> keys, List<KeyValue> answers) throws LoginFailure {
        boolean operationalStage = stage == LoginStage.LOGIN_OPERATIONAL_NEGOTIATION;
        if (operationalStage && !security.isSatisfied()) {
            throw new LoginFailure(LoginStatus.AUTHENTICATION_FAILURE, "skips the security stage, but CHAP is needed");
        }
        if (operationalStage && !keys.isEmpty()) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "keys of the security stage in the next");
        }
        SecurityNegotiation.Result result = security.answer(keys);
        if (result instanceof SecurityNegotiation.Result.Refused refused) {
            throw new LoginFailure(LoginStatus.AUTHENTICATION_FAILURE, refused.reason());
        }
        answers.addAll(((SecurityNegotiation.Result.Said) result).answers());
    }

    /** What the target says of itself, once. */
    private void declare(List<KeyValue> answers) {
        if (stage == LoginStage.LOGIN_OPERATIONAL_NEGOTIATION && !declared) {
            declared = true;
            answers.add(new KeyValue("MaxRecvDataSegmentLength", Integer.toString(environment.maximumReceiveBytes())));
        }
    }

    private boolean mayLeaveStage() throws LoginFailure {
        if (security.isSatisfied()) {
            return true;
        }
        if (!security.hasBegun()) {
            throw new LoginFailure(LoginStatus.AUTHENTICATION_FAILURE, "proves nothing, but CHAP is needed");
        }
        return false;
    }

    private LoginStep answer(LoginRequest request, List<KeyValue> answers, boolean transit) throws LoginFailure {
        var said = TextKeys.format(answers);
        if (said.remaining() > MAXIMUM_ANSWER_BYTES) {
            throw new LoginFailure(LoginStatus.OUT_OF_RESOURCES, "the answer would be too long");
        }
        LoginStage current = stage;
        LoginStage next = transit ? LoginStage.fromWire(request.nextStage()).orElseThrow() : current;
        stage = next;
        LoginResponse response = new LoginResponse(
                transit,
                current,
                next,
                request.isid(),
                request.tsih(),
                request.initiatorTaskTag(),
                LoginStatus.SUCCESS,
                said);
        boolean done = next == LoginStage.FULL_FEATURE_PHASE;
        return new LoginStep(response, done ? LoginStep.Next.FULL_FEATURE : LoginStep.Next.CONTINUE, Optional.empty());
    }

    private LoginStep failed(LoginRequest request, LoginFailure failure) {
        LoginStage current = stage == null ? LoginStage.SECURITY_NEGOTIATION : stage;
        LoginResponse response = new LoginResponse(
                false,
                current,
                current,
                request.isid(),
                request.tsih(),
                request.initiatorTaskTag(),
                failure.status(),
                TextKeys.format(failure.answers()));
        return new LoginStep(response, LoginStep.Next.CLOSE, Optional.of(failure.getMessage()));
    }
}
