package io.spindle.nbd.handler;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.nbd.codec.ReplyEncoder;
import io.spindle.nbd.export.Export;

/**
 * What the handshake phase settled for the transmission phase.
 *
 * @param export what is served
 * @param lease the right to read it, passed to the transmission phase
 * @param structured whether structured replies were asked for
 * @param extended whether extended headers were asked for
 * @param allocationContext whether {@code base:allocation} was selected for this export
 */
record Negotiated(
        Export export, SharedByteSource.Lease lease, boolean structured, boolean extended, boolean allocationContext) {
    ReplyEncoder replies() {
        return ReplyEncoder.of(structured, extended);
    }
}
