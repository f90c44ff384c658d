package io.spindle.iscsi.codec;

import io.netty.buffer.ByteBuf;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.IscsiOpcode;
import io.spindle.iscsi.pdu.RejectReason;
import io.spindle.scsi.Cdb;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads basic header segments of initiators (RFC 7143, 11.2.1). */
final class BhsReader {
    static final int BYTES = 48;
    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int IMMEDIATE = 0x40;
    private static final int OPCODE = 0x3F;
    private static final int FINAL = 0x80;
    private static final int CONTINUE = 0x40;
    private static final int CDB_AT = 32;
    private static final int CDB_BYTES = 16;

    private final ByteBuffer header;
    private final ByteBuffer data;

    private BhsReader(ByteBuffer header, ByteBuffer data) {
        this.header = header;
        this.data = data;
    }

    /** Bytes of the additional header segments, which TotalAHSLength counts in words. */
    static int ahsBytes(ByteBuf in, int start) {
        return 4 * in.getUnsignedByte(start + 4);
    }

    static int dataSegmentBytes(ByteBuf in, int start) {
        return in.getUnsignedMedium(start + 5);
    }

    static InitiatorPdu read(ByteBuffer header, ByteBuffer ahs, ByteBuffer data) {
        BhsReader reader = new BhsReader(header, data);
        Optional<IscsiOpcode> opcode = IscsiOpcode.fromWire(reader.u8(0) & OPCODE);
        return opcode.isEmpty()
                ? reader.unusable(true, RejectReason.COMMAND_NOT_SUPPORTED, "no such operation code")
                : reader.read(opcode.get(), ahs);
    }

    private InitiatorPdu read(IscsiOpcode opcode, ByteBuffer ahs) {
        return switch (opcode) {
            case NOP_OUT -> new InitiatorPdu.NopOut(immediate(), lun(), tag(), i32(20), cmdSn(), data);
            case SCSI_COMMAND -> command(ahs);
            case TASK_MANAGEMENT_FUNCTION_REQUEST ->
                new InitiatorPdu.TaskManagementRequest(
                        immediate(), u8(1) & 0x7F, lun(), tag(), i32(20), cmdSn(), i32(32));
            case LOGIN_REQUEST -> login();
            case TEXT_REQUEST ->
                new InitiatorPdu.TextRequest(
                        immediate(), flag(FINAL), flag(CONTINUE), lun(), tag(), i32(20), cmdSn(), data);
            case SCSI_DATA_OUT -> new InitiatorPdu.DataOut(flag(FINAL), lun(), tag(), i32(20), i32(36), u32(40), data);
            case LOGOUT_REQUEST -> new InitiatorPdu.LogoutRequest(immediate(), u8(1) & 0x7F, tag(), u16(20), cmdSn());
            case SNACK_REQUEST -> new InitiatorPdu.SnackRequest(tag());
            case NOP_IN,
                    SCSI_RESPONSE,
                    TASK_MANAGEMENT_FUNCTION_RESPONSE,
                    LOGIN_RESPONSE,
                    TEXT_RESPONSE,
                    SCSI_DATA_IN,
                    LOGOUT_RESPONSE,
                    READY_TO_TRANSFER,
                    ASYNCHRONOUS_MESSAGE,
                    REJECT -> unusable(true, RejectReason.PROTOCOL_ERROR, "only a target sends that");
        };
    }

    private InitiatorPdu command(ByteBuffer ahs) {
        boolean read = flag(0x40);
        boolean write = flag(0x20);
        if (read && write) {
            return unusable(immediate(), RejectReason.COMMAND_NOT_SUPPORTED, "bidirectional commands are not served");
        }
        Optional<Cdb> cdb = AdditionalHeader.cdb(cdbBytes(), ahs);
        if (cdb.isEmpty()) {
            return unusable(immediate(), RejectReason.INVALID_PDU_FIELD, "the additional header segments do not fit");
        }
        return new InitiatorPdu.ScsiCommand(
                immediate(), flag(FINAL), read, write, lun(), tag(), u32(20), cmdSn(), i32(28), cdb.get(), data);
    }

    private byte[] cdbBytes() {
        byte[] bytes = new byte[CDB_BYTES];
        header.get(CDB_AT, bytes);
        return bytes;
    }

    private InitiatorPdu login() {
        return new InitiatorPdu.LoginRequest(
                flag(FINAL),
                flag(CONTINUE),
                u8(1) >> 2 & 3,
                u8(1) & 3,
                u8(3),
                header.getLong(8) >>> 16,
                u16(14),
                tag(),
                u16(20),
                cmdSn(),
                i32(28),
                data);
    }

    private InitiatorPdu unusable(boolean immediate, RejectReason reason, String text) {
        return new InitiatorPdu.Unusable(immediate, u8(0) & OPCODE, tag(), cmdSn(), reason, text);
    }

    private boolean immediate() {
        return (u8(0) & IMMEDIATE) != 0;
    }

    private boolean flag(int mask) {
        return (u8(1) & mask) != 0;
    }

    private long lun() {
        return header.getLong(8);
    }

    private int tag() {
        return i32(16);
    }

    private int cmdSn() {
        return i32(24);
    }

    private int u8(int at) {
        return header.get(at) & 0xFF;
    }

    private int u16(int at) {
        return header.getShort(at) & 0xFFFF;
    }

    private int i32(int at) {
        return header.getInt(at);
    }

    private long u32(int at) {
        return header.getInt(at) & 0xFFFFFFFFL;
    }
}
