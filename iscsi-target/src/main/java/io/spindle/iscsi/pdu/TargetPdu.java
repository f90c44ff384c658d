package io.spindle.iscsi.pdu;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A PDU from a target (RFC 7143, section 11), without its {@link SequenceNumbers}. Tags are the 32 bits of the wire; data
 * segments go from position to limit and are without padding.
 */
public sealed interface TargetPdu {
    /** True when it carries a status, so that the next status has the next number (4.2.2.2). */
    default boolean advancesStatSn() {
        return true;
    }

    /** Calls the method for what this is. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of PDU. */
    interface Visitor<R> {
        R nopIn(NopIn pdu);

        R scsiResponse(ScsiResponse pdu);

        R taskManagement(TaskManagementResponse pdu);

        R login(LoginResponse pdu);

        R text(TextResponse pdu);

        R dataIn(DataIn pdu);

        R logout(LogoutResponse pdu);

        R readyToTransfer(ReadyToTransfer pdu);

        R asyncMessage(AsyncMessage pdu);

        R reject(Reject pdu);
    }

    /** NOP-In (11.19): the answer to a ping, or a ping that asks for an answer. */
    record NopIn(long lun, int initiatorTaskTag, int targetTransferTag, ByteBuffer ping) implements TargetPdu {
        @Override
        public boolean advancesStatSn() {
            return initiatorTaskTag != InitiatorPdu.NO_TAG;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nopIn(this);
        }
    }

    /**
     * SCSI Response (11.4).
     *
     * @param failed true when the target could not finish the command: then there is no status
     * @param expDataSn how many Data-In and R2T PDUs went before it
     * @param sense sense data, may be empty
     */
    record ScsiResponse(
            int initiatorTaskTag, boolean failed, ScsiStatus status, Residual residual, int expDataSn, ByteBuffer sense)
            implements TargetPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scsiResponse(this);
        }
    }

    /** Task Management Function Response (11.6). */
    record TaskManagementResponse(int initiatorTaskTag, TaskManagementResult result) implements TargetPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.taskManagement(this);
        }
    }

    /**
     * Login Response (11.13).
     *
     * @param transit the next stage begins
     * @param isid the initiator's part of the session, 48 bits
     * @param tsih the target's part, 0 until the last response
     */
    record LoginResponse(
            boolean transit,
            LoginStage currentStage,
            LoginStage nextStage,
            long isid,
            int tsih,
            int initiatorTaskTag,
            LoginStatus status,
            ByteBuffer text)
            implements TargetPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.login(this);
        }

        /** The same with the target's part of the session. */
        public LoginResponse withTsih(int handle) {
            return new LoginResponse(transit, currentStage, nextStage, isid, handle, initiatorTaskTag, status, text);
        }
    }

    /**
     * Text Response (11.11).
     *
     * @param finalPdu the exchange is over
     * @param continued the text goes on in the next response
     */
    record TextResponse(
            boolean finalPdu, boolean continued, long lun, int initiatorTaskTag, int targetTransferTag, ByteBuffer text)
            implements TargetPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /**
     * The header of a SCSI Data-In (11.7), whose data goes its own way.
     *
     * @param finalPdu last of a sequence
     * @param dataSn its number in the command
     * @param bufferOffset where the data belongs
     * @param lengthBytes how much data follows
     * @param status present when the command ends with it: then it is GOOD, with this residual
     */
    record DataIn(
            boolean finalPdu,
            int initiatorTaskTag,
            int dataSn,
            long bufferOffset,
            int lengthBytes,
            Optional<Residual> status)
            implements TargetPdu {
        @Override
        public boolean advancesStatSn() {
            return status.isPresent();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dataIn(this);
        }
    }

    /** Logout Response (11.15). */
    record LogoutResponse(int initiatorTaskTag, LogoutResult result, int time2WaitSeconds) implements TargetPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.logout(this);
        }
    }

    /**
     * Ready To Transfer (11.8).
     *
     * @param r2tSn its number in the command
     * @param bufferOffset where the data starts that is asked for
     * @param desiredBytes how much of it
     */
    record ReadyToTransfer(
            long lun, int initiatorTaskTag, int targetTransferTag, int r2tSn, long bufferOffset, long desiredBytes)
            implements TargetPdu {
        @Override
        public boolean advancesStatSn() {
            return false;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readyToTransfer(this);
        }
    }

    /** Asynchronous Message (11.9), with the three parameters whose meaning depends on the event. */
    record AsyncMessage(AsyncEvent event, int parameter1, int parameter2, int parameter3) implements TargetPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.asyncMessage(this);
        }
    }

    /**
     * Reject (11.17).
     *
     * @param header the 48 bytes of the PDU that is rejected
     */
    record Reject(RejectReason reason, ByteBuffer header) implements TargetPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reject(this);
        }
    }
}
