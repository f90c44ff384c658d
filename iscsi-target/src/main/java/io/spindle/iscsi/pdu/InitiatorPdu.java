package io.spindle.iscsi.pdu;

import io.spindle.scsi.Cdb;
import java.nio.ByteBuffer;

/**
 * A PDU from an initiator (RFC 7143, section 11). Tags and sequence numbers are the 32 bits of the wire; data segments go
 * from position to limit and are without padding.
 */
public sealed interface InitiatorPdu {
    /** The tag that stands for none. */
    int NO_TAG = 0xFFFFFFFF;

    /** The initiator's name for the task. */
    int initiatorTaskTag();

    /** Calls the method for what this is. */
    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of PDU. */
    interface Visitor<R> {
        R nopOut(NopOut pdu);

        R scsiCommand(ScsiCommand pdu);

        R taskManagement(TaskManagementRequest pdu);

        R login(LoginRequest pdu);

        R text(TextRequest pdu);

        R dataOut(DataOut pdu);

        R logout(LogoutRequest pdu);

        R snack(SnackRequest pdu);

        R unusable(Unusable pdu);
    }

    /** A PDU that has its place in the order of commands. */
    sealed interface Ordered extends InitiatorPdu {
        /** True for one that is taken at once and does not count. */
        boolean immediate();

        /** Its place. */
        int cmdSn();
    }

    /** NOP-Out (11.18): a ping when it has a task tag, an answer to one when it has a transfer tag. */
    record NopOut(boolean immediate, long lun, int initiatorTaskTag, int targetTransferTag, int cmdSn, ByteBuffer ping)
            implements Ordered {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.nopOut(this);
        }
    }

    /**
     * SCSI Command (11.3).
     *
     * @param finalPdu false when unsolicited data follows in Data-Out PDUs
     * @param read data is expected from the target
     * @param write data is there for the target
     * @param lun the eight bytes of the logical unit number
     * @param expectedBytes Expected Data Transfer Length, unsigned 32 bits
     * @param expStatSn the status that the initiator waits for next: those before it has seen
     * @param cdb with what an additional header segment adds to it
     * @param immediateData data that came with the command
     */
    record ScsiCommand(
            boolean immediate,
            boolean finalPdu,
            boolean read,
            boolean write,
            long lun,
            int initiatorTaskTag,
            long expectedBytes,
            int cmdSn,
            int expStatSn,
            Cdb cdb,
            ByteBuffer immediateData)
            implements Ordered {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scsiCommand(this);
        }
    }

    /**
     * Task Management Function Request (11.5).
     *
     * @param function its number, which may be none that is known
     * @param referencedTaskTag the task that is meant
     * @param refCmdSn the place of the command of that task
     */
    record TaskManagementRequest(
            boolean immediate,
            int function,
            long lun,
            int initiatorTaskTag,
            int referencedTaskTag,
            int cmdSn,
            int refCmdSn)
            implements Ordered {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.taskManagement(this);
        }
    }

    /**
     * Login Request (11.12).
     *
     * @param transit the initiator is ready to go to the next stage
     * @param continued the text goes on in the next request
     * @param currentStage the number of a stage
     * @param nextStage the number of a stage, which counts with {@code transit} only
     * @param versionMin the lowest version that the initiator speaks
     * @param isid the initiator's part of the session, 48 bits
     * @param tsih the target's part of the session, 0 for a new one
     * @param cid the connection
     */
    record LoginRequest(
            boolean transit,
            boolean continued,
            int currentStage,
            int nextStage,
            int versionMin,
            long isid,
            int tsih,
            int initiatorTaskTag,
            int cid,
            int cmdSn,
            int expStatSn,
            ByteBuffer text)
            implements InitiatorPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.login(this);
        }
    }

    /**
     * Text Request (11.10).
     *
     * @param finalPdu the initiator has said all
     * @param continued the text goes on in the next request
     */
    record TextRequest(
            boolean immediate,
            boolean finalPdu,
            boolean continued,
            long lun,
            int initiatorTaskTag,
            int targetTransferTag,
            int cmdSn,
            ByteBuffer text)
            implements Ordered {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.text(this);
        }
    }

    /**
     * SCSI Data-Out (11.7).
     *
     * @param finalPdu last of a sequence
     * @param targetTransferTag the R2T that it answers, {@link #NO_TAG} for unsolicited data
     * @param dataSn its number in the sequence
     * @param bufferOffset where the data belongs, unsigned 32 bits
     */
    record DataOut(
            boolean finalPdu,
            long lun,
            int initiatorTaskTag,
            int targetTransferTag,
            int dataSn,
            long bufferOffset,
            ByteBuffer data)
            implements InitiatorPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.dataOut(this);
        }
    }

    /**
     * Logout Request (11.14).
     *
     * @param reason its number, which may be none that is known
     * @param cid the connection that is meant
     */
    record LogoutRequest(boolean immediate, int reason, int initiatorTaskTag, int cid, int cmdSn) implements Ordered {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.logout(this);
        }
    }

    /** SNACK Request (11.16), of which no field matters here. */
    record SnackRequest(int initiatorTaskTag) implements InitiatorPdu {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.snack(this);
        }
    }

    /**
     * A PDU that is well framed but cannot be used, to be answered with a Reject.
     *
     * @param immediate true when it does not count as a command
     * @param opcode its number
     * @param reason what the Reject says
     * @param text what is wrong, for people
     */
    record Unusable(boolean immediate, int opcode, int initiatorTaskTag, int cmdSn, RejectReason reason, String text)
            implements Ordered {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unusable(this);
        }
    }
}
