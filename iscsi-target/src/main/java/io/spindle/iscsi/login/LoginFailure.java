package io.spindle.iscsi.login;

import io.spindle.iscsi.pdu.LoginStatus;
import java.util.List;

/** Ends a login inside this package; the state machine makes a response of it. */
final class LoginFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final LoginStatus status;
    private final transient List<KeyValue> answers;

    LoginFailure(LoginStatus status, String reason) {
        this(status, reason, List.of());
    }

    LoginFailure(LoginStatus status, String reason, List<KeyValue> answers) {
        super(reason, null, false, false);
        this.status = status;
        this.answers = answers;
    }

    LoginStatus status() {
        return status;
    }

    /** What the initiator is told beside the status. */
    List<KeyValue> answers() {
        return answers;
    }
}
