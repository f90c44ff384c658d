package io.spindle.iscsi.login;

import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.scsi.InitiatorPort;
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
    private static final int TYPE_SHIFT = 46;
    private static final int RANDOM = 2;

    /** The name of the initiator port (RFC 7143, 4.4.2). */
    public String initiatorPort() {
        return initiatorName + ",i,0x" + String.format("%012x", isid);
    }

    /**
     * The initiator port. Those with an ISID of the random type (RFC 7143, 11.12.5), such as QEMU's, make up another
     * one when they connect again; only the name of the initiator stays.
     */
    public InitiatorPort port() {
        return isid >>> TYPE_SHIFT == RANDOM
                ? new InitiatorPort(initiatorPort(), initiatorName)
                : InitiatorPort.named(initiatorPort());
    }
}
