package io.spindle.iscsi.login;

import io.spindle.iscsi.target.IscsiTarget;
import java.util.Optional;

/**
 * What a login that succeeded has settled.
 *
 * @param initiatorName the initiator, in the form for comparison
 * @param isid its part of the session, 48 bits
 * @param cid the connection
 * @param target what it logged in to; empty for a discovery session
 * @param parameters what was agreed
 */
public record LoggedIn(
        String initiatorName, long isid, int cid, Optional<IscsiTarget> target, SessionParameters parameters) {
    /** The name of the initiator port (RFC 7143, 4.4.2). */
    public String initiatorPort() {
        return initiatorName + ",i,0x" + String.format("%012x", isid);
    }
}
