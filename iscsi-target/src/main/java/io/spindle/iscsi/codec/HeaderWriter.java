package io.spindle.iscsi.codec;

import io.netty.buffer.ByteBuf;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.IscsiOpcode;
import io.spindle.iscsi.pdu.Residual;
import io.spindle.iscsi.pdu.ScsiStatus;
import io.spindle.iscsi.pdu.TargetPdu;
import java.nio.ByteBuffer;

/**
 * Fills in the header of a PDU of a target, which is 48 zeros but for the sequence numbers, and gives its data segment
 * (RFC 7143, 11.4 to 11.19).
 */
final class HeaderWriter implements TargetPdu.Visitor<ByteBuffer> {
    private static final int FINAL = 0x80;
    private static final int CONTINUE = 0x40;
    private static final int DATA_IN_STATUS = 0x01;
    private static final int TARGET_FAILURE = 1;

    private final ByteBuf out;
    private final int start;

    HeaderWriter(ByteBuf out, int start) {
        this.out = out;
        this.start = start;
    }

    @Override
    public ByteBuffer nopIn(TargetPdu.NopIn pdu) {
        begin(IscsiOpcode.NOP_IN, FINAL, pdu.initiatorTaskTag());
        out.setLong(start + 8, pdu.lun());
        out.setInt(start + 20, pdu.targetTransferTag());
        return pdu.ping();
    }

    @Override
    public ByteBuffer scsiResponse(TargetPdu.ScsiResponse pdu) {
        begin(IscsiOpcode.SCSI_RESPONSE, FINAL | residual(pdu.residual()), pdu.initiatorTaskTag());
        out.setByte(start + 2, pdu.failed() ? TARGET_FAILURE : 0);
        out.setByte(start + 3, pdu.failed() ? 0 : pdu.status().wire());
        out.setInt(start + 36, pdu.expDataSn());
        int senseBytes = pdu.sense().remaining();
        if (senseBytes == 0) {
            return pdu.sense();
        }
        ByteBuffer data = ByteBuffer.allocate(Short.BYTES + senseBytes);
        return data.putShort((short) senseBytes).put(pdu.sense().duplicate()).flip();
    }

    @Override
    public ByteBuffer taskManagement(TargetPdu.TaskManagementResponse pdu) {
        begin(IscsiOpcode.TASK_MANAGEMENT_FUNCTION_RESPONSE, FINAL, pdu.initiatorTaskTag());
        out.setByte(start + 2, pdu.result().wire());
        return BhsReader.NOTHING;
    }

    @Override
    public ByteBuffer login(TargetPdu.LoginResponse pdu) {
        int stages = pdu.currentStage().wire() << 2
                | (pdu.transit() ? FINAL | pdu.nextStage().wire() : 0);
        begin(IscsiOpcode.LOGIN_RESPONSE, stages, pdu.initiatorTaskTag());
        out.setLong(start + 8, pdu.isid() << 16 | pdu.tsih());
        out.setShort(start + 36, pdu.status().wire());
        return pdu.text();
    }

    @Override
    public ByteBuffer text(TargetPdu.TextResponse pdu) {
        int flags = (pdu.finalPdu() ? FINAL : 0) | (pdu.continued() ? CONTINUE : 0);
        begin(IscsiOpcode.TEXT_RESPONSE, flags, pdu.initiatorTaskTag());
        out.setLong(start + 8, pdu.lun());
        out.setInt(start + 20, pdu.targetTransferTag());
        return pdu.text();
    }

    @Override
    public ByteBuffer dataIn(TargetPdu.DataIn pdu) {
        int flags = pdu.finalPdu() ? FINAL : 0;
        if (pdu.status().isPresent()) {
            flags |= DATA_IN_STATUS | residual(pdu.status().get());
            out.setByte(start + 3, ScsiStatus.GOOD.wire());
        } else {
            // Without a status the field is reserved.
            out.setInt(start + 24, 0);
        }
        begin(IscsiOpcode.SCSI_DATA_IN, flags, pdu.initiatorTaskTag());
        out.setMedium(start + 5, pdu.lengthBytes());
        out.setInt(start + 20, InitiatorPdu.NO_TAG);
        out.setInt(start + 36, pdu.dataSn());
        out.setInt(start + 40, (int) pdu.bufferOffset());
        return BhsReader.NOTHING;
    }

    @Override
    public ByteBuffer logout(TargetPdu.LogoutResponse pdu) {
        begin(IscsiOpcode.LOGOUT_RESPONSE, FINAL, pdu.initiatorTaskTag());
        out.setByte(start + 2, pdu.result().wire());
        out.setShort(start + 40, pdu.time2WaitSeconds());
        return BhsReader.NOTHING;
    }

    @Override
    public ByteBuffer readyToTransfer(TargetPdu.ReadyToTransfer pdu) {
        begin(IscsiOpcode.READY_TO_TRANSFER, FINAL, pdu.initiatorTaskTag());
        out.setLong(start + 8, pdu.lun());
        out.setInt(start + 20, pdu.targetTransferTag());
        out.setInt(start + 36, pdu.r2tSn());
        out.setInt(start + 40, (int) pdu.bufferOffset());
        out.setInt(start + 44, (int) pdu.desiredBytes());
        return BhsReader.NOTHING;
    }

    @Override
    public ByteBuffer asyncMessage(TargetPdu.AsyncMessage pdu) {
        begin(IscsiOpcode.ASYNCHRONOUS_MESSAGE, FINAL, InitiatorPdu.NO_TAG);
        out.setByte(start + 36, pdu.event().wire());
        out.setShort(start + 38, pdu.parameter1());
        out.setShort(start + 40, pdu.parameter2());
        out.setShort(start + 42, pdu.parameter3());
        return BhsReader.NOTHING;
    }

    @Override
    public ByteBuffer reject(TargetPdu.Reject pdu) {
        begin(IscsiOpcode.REJECT, FINAL, InitiatorPdu.NO_TAG);
        out.setByte(start + 2, pdu.reason().wire());
        return pdu.header();
    }

    private void begin(IscsiOpcode opcode, int flags, int initiatorTaskTag) {
        out.setByte(start, opcode.wire());
        out.setByte(start + 1, flags);
        out.setInt(start + 16, initiatorTaskTag);
    }

    /** Writes the count and gives the flag. */
    private int residual(Residual residual) {
        out.setInt(start + 44, (int) residual.countBytes());
        return switch (residual.kind()) {
            case NONE -> 0;
            case UNDERFLOW -> 0x02;
            case OVERFLOW -> 0x04;
        };
    }
}
