package io.spindle.scsi.command;

import io.spindle.scsi.DataDirection;
import io.spindle.scsi.ScsiRequest;
import java.util.Optional;

/**
 * What host adapters make of MMC commands that they do not know: the disc's data would not arrive. QEMU's lsi53c895a,
 * megasas, pvscsi and usb-uas do this; its virtio-scsi does not.
 */
public enum AdapterFault {
    READ_CD_LENGTH_IN_BLOCKS(
            "the initiator's host adapter takes the number of blocks of READ CD for bytes; use virtio-scsi"),
    READ_SUB_CHANNEL_AS_WRITE(
            "the initiator's host adapter sends READ SUB-CHANNEL as a write, for it takes it for UNMAP; use virtio-scsi"),
    REPORT_KEY_AS_WRITE(
            "the initiator's host adapter sends REPORT KEY as a write, for it takes it for MAINTENANCE OUT; use"
                    + " virtio-scsi");

    private final String reason;

    AdapterFault(String reason) {
        this.reason = reason;
    }

    /** What is wrong and what helps, for a log. */
    public String reason() {
        return reason;
    }

    /** The fault that shows in a request. */
    public static Optional<AdapterFault> in(ScsiRequest request) {
        int code = request.cdb().operationCode();
        if (code == OperationCode.READ_CD.code()) {
            return readCd(request);
        }
        if (request.direction() != DataDirection.TO_TARGET) {
            return Optional.empty();
        }
        if (code == OperationCode.READ_SUB_CHANNEL.code()) {
            return Optional.of(READ_SUB_CHANNEL_AS_WRITE);
        }
        return code == OperationCode.REPORT_KEY.code() ? Optional.of(REPORT_KEY_AS_WRITE) : Optional.empty();
    }

    private static Optional<AdapterFault> readCd(ScsiRequest request) {
        long bytes = request.expectedDataLengthBytes();
        int blocks = request.cdb().u24(6);
        return blocks > 0 && (bytes == blocks || bytes == 1) ? Optional.of(READ_CD_LENGTH_IN_BLOCKS) : Optional.empty();
    }
}
