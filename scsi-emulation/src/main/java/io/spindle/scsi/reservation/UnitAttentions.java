package io.spindle.scsi.reservation;

import io.spindle.scsi.SenseCode;

/** Where it goes that an initiator port has to be told something. */
public interface UnitAttentions {
    /** Tells the port, if it is connected. */
    void raise(String initiatorPort, SenseCode unitAttention);
}
