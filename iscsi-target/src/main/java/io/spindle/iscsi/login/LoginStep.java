package io.spindle.iscsi.login;

import io.spindle.iscsi.pdu.TargetPdu;
import java.util.Optional;

/**
 * What comes of one login request.
 *
 * @param response what the initiator is told
 * @param next what happens then
 * @param reason why a login failed, for people
 */
public record LoginStep(TargetPdu.LoginResponse response, Next next, Optional<String> reason) {
    /** What happens behind a response. */
    public enum Next {
        /** The login goes on. */
        CONTINUE,
        /** The connection is closed. */
        CLOSE,
        /** The session begins; the response lacks its handle yet. */
        FULL_FEATURE
    }
}
