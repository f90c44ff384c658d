package io.spindle.scsi.drive;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.command.OperationCode;

/**
 * A command that has been recognised.
 *
 * @param code which one it is
 * @param request what the transport was given
 * @param nexus who sent it
 * @param nowNanos when
 */
record Command(OperationCode code, ScsiRequest request, NexusState nexus, long nowNanos) {
    Cdb cdb() {
        return request.cdb();
    }
}
