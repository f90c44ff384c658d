package io.spindle.iscsi.handler;

import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.PduFormatter;
import io.spindle.iscsi.pdu.SequenceNumbers;
import io.spindle.iscsi.pdu.TargetPdu;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line per PDU and direction in the words of the standard, to the logger {@code trace.iscsi}.
 *
 * <p>{@code <-} comes from the initiator, {@code ->} goes to it.
 */
final class IscsiTrace {
    private static final Logger LOG = LoggerFactory.getLogger("trace.iscsi");
    private static final AtomicLong CONNECTIONS = new AtomicLong();

    private final long connection = CONNECTIONS.incrementAndGet();
    /** Settled when a connection begins. */
    private final boolean enabled = LOG.isTraceEnabled();

    void received(InitiatorPdu pdu) {
        if (enabled) {
            LOG.trace("iscsi #{} <- {}", connection, PduFormatter.format(pdu));
        }
    }

    void ignored(InitiatorPdu pdu) {
        if (enabled) {
            LOG.trace(
                    "iscsi #{} (ignored, outside of the window: itt=0x{})",
                    connection,
                    Integer.toHexString(pdu.initiatorTaskTag()));
        }
    }

    void sent(TargetPdu pdu, SequenceNumbers numbers) {
        if (enabled) {
            LOG.trace("iscsi #{} -> {}", connection, PduFormatter.format(pdu, numbers));
        }
    }
}
