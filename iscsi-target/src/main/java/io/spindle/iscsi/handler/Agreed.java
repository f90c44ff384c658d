package io.spindle.iscsi.handler;

import io.spindle.iscsi.login.SessionParameters;

/** What a session has agreed on, of which one thing can change later: how long a data segment the initiator takes. */
final class Agreed {
    /** The most that is sent in one PDU, whatever the initiator takes. */
    private static final int MAXIMUM_SEND_BYTES = 256 << 10;

    private SessionParameters parameters;

    Agreed(SessionParameters parameters) {
        this.parameters = parameters;
    }

    SessionParameters parameters() {
        return parameters;
    }

    void maximumSendBytes(int bytes) {
        parameters = parameters.withMaximumSendBytes(bytes);
    }

    /** The longest data segment that is sent. */
    int pduBytes() {
        return Math.min(parameters.maximumSendBytes(), MAXIMUM_SEND_BYTES);
    }
}
