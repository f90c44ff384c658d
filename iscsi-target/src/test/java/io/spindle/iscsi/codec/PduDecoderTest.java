package io.spindle.iscsi.codec;

import static io.spindle.iscsi.Bytes.ascii;
import static io.spindle.iscsi.Bytes.buffer;
import static io.spindle.iscsi.Bytes.clean;
import static io.spindle.iscsi.Bytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.spindle.iscsi.Bytes;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.RejectReason;
import io.spindle.scsi.Cdb;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PduDecoderTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final String READ_10 = """
            01 C1 00 00          # SCSI Command; F, R, SIMPLE
            00 00 00 00          # no AHS, no data
            40 01 00 00 00 00 00 00 # LUN 1, flat
            00 00 00 05          # initiator task tag
            00 00 08 00          # expected data transfer length
            00 00 00 09          # CmdSN
            00 00 00 03          # ExpStatSN
            28 00 00 00 00 10 00 00 01 00 00 00 00 00 00 00 # READ (10)
            """;

    private static final String NOP_OUT = """
            40 80 00 00          # NOP-Out, immediate
            00 00 00 03          # three bytes
            00 00 00 00 00 00 00 00
            00 00 00 06          # initiator task tag
            FF FF FF FF          # no target transfer tag
            00 00 00 0A          # CmdSN
            00 00 00 03
            00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
            61 62 63 00          # abc, padding
            """;

    private static InitiatorPdu one(String bytes) {
        return new PduDecoder(1024).next(buffer(bytes));
    }

    @Test
    void scsiCommand_everyField() {
        assertThat(one(READ_10))
                .isEqualTo(new InitiatorPdu.ScsiCommand(
                        false,
                        true,
                        true,
                        false,
                        0x4001000000000000L,
                        5,
                        2048,
                        9,
                        3,
                        new Cdb(hex("28 00 00 00 00 10 00 00 01 00 00 00 00 00 00 00")),
                        NOTHING));
    }

    @Test
    void nopOut_paddingIsNoData() {
        assertThat(one(NOP_OUT)).isEqualTo(new InitiatorPdu.NopOut(true, 0, 6, 0xFFFFFFFF, 10, ascii("abc")));
    }

    @Test
    void loginRequest_everyField() {
        assertThat(one("""
                43 87 00 02          # Login Request; T, CSG 1, NSG 3; version max 0, min 2
                00 00 00 04
                80 12 34 56 78 9A    # ISID
                BC DE                # TSIH
                00 00 00 01          # initiator task tag
                00 07 00 00          # CID
                00 00 00 0B          # CmdSN
                00 00 00 0C          # ExpStatSN
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                41 3D 42 00          # A=B
                """))
                .isEqualTo(new InitiatorPdu.LoginRequest(
                        true, false, 1, 3, 2, 0x80123456789AL, 0xBCDE, 1, 7, 11, 12, ascii("A=B\0")));
    }

    @Test
    void dataOut_everyField() {
        assertThat(one("""
                05 80 00 00 00 00 00 04
                00 00 00 00 00 00 00 00
                00 00 00 05          # initiator task tag
                00 00 00 0D          # target transfer tag
                00 00 00 00
                00 00 00 00          # ExpStatSN, which some leave at zero
                00 00 00 00
                00 00 00 02          # DataSN
                FF FF F0 00          # buffer offset
                00 00 00 00
                01 02 03 04
                """))
                .isEqualTo(
                        new InitiatorPdu.DataOut(true, 0, 5, 13, 2, 0xFFFFF000L, ByteBuffer.wrap(hex("01 02 03 04"))));
    }

    @Test
    void taskManagement_everyField() {
        assertThat(one("""
                42 81 00 00 00 00 00 00
                00 00 00 00 00 00 00 00
                00 00 00 06 00 00 00 05 00 00 00 0A 00 00 00 03
                00 00 00 09 00 00 00 00 00 00 00 00 00 00 00 00
                """)).isEqualTo(new InitiatorPdu.TaskManagementRequest(true, 1, 0, 6, 5, 10, 9));
    }

    @Test
    void textLogoutAndSnack_everyField() {
        assertThat(one("""
                04 40 00 00 00 00 00 00
                00 00 00 00 00 00 00 00
                00 00 00 06 00 00 00 05 00 00 00 0A 00 00 00 03
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                """)).isEqualTo(new InitiatorPdu.TextRequest(false, false, true, 0, 6, 5, 10, NOTHING));
        assertThat(one("""
                46 82 00 00 00 00 00 00
                00 00 00 00 00 00 00 00
                00 00 00 06 00 03 00 00 00 00 00 0A 00 00 00 03
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                """)).isEqualTo(new InitiatorPdu.LogoutRequest(true, 2, 6, 3, 10));
        assertThat(one("""
                10 80 00 00 00 00 00 00
                00 00 00 00 00 00 00 00
                00 00 00 06 00 03 00 00 00 00 00 0A 00 00 00 03
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                """)).isEqualTo(new InitiatorPdu.SnackRequest(6));
    }

    @Test
    void everyCut_givesTheSamePdus() {
        byte[] bytes = hex(NOP_OUT + READ_10 + NOP_OUT);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second += 7) {
                assertThat(pieces(bytes, first, second)).containsExactly(one(NOP_OUT), one(READ_10), one(NOP_OUT));
            }
        }
    }

    private static List<InitiatorPdu> pieces(byte[] bytes, int first, int second) {
        PduDecoder decoder = new PduDecoder(1024);
        ByteBuf in = Unpooled.buffer();
        List<InitiatorPdu> pdus = new ArrayList<>();
        int[] cuts = {0, first, second, bytes.length};
        for (int i = 0; i < 3; i++) {
            in.writeBytes(bytes, cuts[i], cuts[i + 1] - cuts[i]);
            for (InitiatorPdu pdu = decoder.next(in); pdu != null; pdu = decoder.next(in)) {
                pdus.add(pdu);
            }
        }
        assertThat(in.isReadable()).isFalse();
        return pdus;
    }

    @Test
    void digests_ofTheRightBytes_areTakenOff() {
        PduDecoder decoder = new PduDecoder(1024);
        decoder.agree(new Digests(true, true), 1024);
        // The first header and its digest are those of RFC 7143, A.4 (RFC 3720, B.4).
        ByteBuf in = buffer("""
                01 C0 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                14 00 00 00 00 00 04 00 00 00 00 14 00 00 00 18
                28 00 00 00 00 00 00 00 02 00 00 00 00 00 00 00
                56 3A 96 D9
                """);
        assertThat(decoder.next(in)).isInstanceOf(InitiatorPdu.ScsiCommand.class);
        assertThat(in.isReadable()).isFalse();
        ByteBuf nop = buffer(NOP_OUT.replace("61 62 63 00", Bytes.of(digest(NOP_OUT)) + " 61 62 63 00 4C 0E 94 34"));
        assertThat(decoder.next(nop)).isEqualTo(one(NOP_OUT));
        assertThat(nop.isReadable()).isFalse();
    }

    private static ByteBuf digest(String pdu) {
        return Unpooled.buffer().writeIntLE(Digests.crc(buffer(pdu), 0, 48));
    }

    @Test
    void headerDigest_wrong_nothingMoreIsUnderstood() {
        PduDecoder decoder = new PduDecoder(1024);
        decoder.agree(new Digests(true, false), 1024);
        ByteBuf in = buffer(READ_10 + "00 00 00 00" + READ_10);
        assertThat(decoder.next(in)).isNull();
        assertThat(decoder.fault())
                .hasValueSatisfying(it -> assertThat(it.reject()).isEmpty());
        assertThat(decoder.next(in)).isNull();
    }

    @Test
    void dataDigest_wrong_isToldWithTheHeader() {
        PduDecoder decoder = new PduDecoder(1024);
        decoder.agree(new Digests(false, true), 1024);
        assertThat(decoder.next(buffer(NOP_OUT + "4C 0E 94 35"))).isNull();
        assertThat(decoder.fault())
                .hasValueSatisfying(it -> assertThat(it.reject()).contains(RejectReason.DATA_DIGEST_ERROR));
        assertThat(Bytes.of(decoder.header())).isEqualTo(clean(NOP_OUT).substring(0, 96));
    }

    @Test
    void data_longerThanAgreed_isNotWaitedFor() {
        PduDecoder decoder = new PduDecoder(1024);
        assertThat(decoder.next(buffer(NOP_OUT.replace("00 00 00 03          # three", "00 00 04 01 # 1025"))))
                .isNull();
        assertThat(decoder.fault())
                .hasValueSatisfying(it -> assertThat(it.reject()).contains(RejectReason.PROTOCOL_ERROR));
    }

    @Test
    void data_asLongAsAgreed_isWaitedFor() {
        PduDecoder decoder = new PduDecoder(3);
        ByteBuf in = buffer(NOP_OUT);
        assertThat(decoder.next(in.slice(0, 51))).isNull();
        assertThat(decoder.fault()).isEmpty();
        assertThat(decoder.next(in)).isNotNull();
    }

    @Test
    void extendedCdb_isAppended() {
        InitiatorPdu pdu = one("""
                01 81 00 00 03 00 00 00 00 00 00 00 00 00 00 00
                00 00 00 05 00 00 00 00 00 00 00 09 00 00 00 03
                7F 00 00 00 00 00 00 0A 00 03 00 00 00 00 00 00
                00 06 01 00          # six bytes, extended CDB, reserved
                11 12 13 14 15 00 00 00 # five of them and padding
                """);
        assertThat(((InitiatorPdu.ScsiCommand) pdu).cdb())
                .isEqualTo(new Cdb(hex("7F 00 00 00 00 00 00 0A 00 03 00 00 00 00 00 00 11 12 13 14 15")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00 09 01 00 11 12 13 14", // longer than its room
                "00 01 01 00 00 00 00 00", // an extended CDB of nothing
                "00 04 02 00 00 00 00 00", // a read length of the wrong length
                "FF FF 03 00 00 00 00 00",
            })
    void additionalHeader_malformed_isUnusable(String ahs) {
        InitiatorPdu pdu = one("""
                41 81 00 00 02 00 00 00 00 00 00 00 00 00 00 00
                00 00 00 05 00 00 00 00 00 00 00 09 00 00 00 03
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                """ + ahs);
        assertThat(pdu).isInstanceOf(InitiatorPdu.Unusable.class);
        InitiatorPdu.Unusable unusable = (InitiatorPdu.Unusable) pdu;
        assertThat(unusable.reason()).isEqualTo(RejectReason.INVALID_PDU_FIELD);
        assertThat(unusable.immediate()).isTrue();
    }

    @Test
    void additionalHeader_ofUnknownType_isPassedOver() {
        assertThat(one("""
                01 81 00 00 02 00 00 00 00 00 00 00 00 00 00 00
                00 00 00 05 00 00 00 00 00 00 00 09 00 00 00 03
                00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00
                00 05 07 00 00 00 00 00
                """)).isInstanceOf(InitiatorPdu.ScsiCommand.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1C", "07", "1F", "3E"})
    void operationCode_unknown_isNotSupported(String opcode) {
        InitiatorPdu.Unusable pdu = (InitiatorPdu.Unusable) one(opcode + READ_10.substring(2));
        assertThat(pdu.reason()).isEqualTo(RejectReason.COMMAND_NOT_SUPPORTED);
        assertThat(pdu.initiatorTaskTag()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "21", "25", "31", "3F"})
    void operationCode_ofATarget_isAProtocolError(String opcode) {
        InitiatorPdu.Unusable pdu = (InitiatorPdu.Unusable) one(opcode + READ_10.substring(2));
        assertThat(pdu.reason()).isEqualTo(RejectReason.PROTOCOL_ERROR);
    }

    @Test
    void bidirectionalCommand_isNotSupported() {
        InitiatorPdu.Unusable pdu = (InitiatorPdu.Unusable) one(READ_10.replace("01 C1", "01 E1"));
        assertThat(pdu.reason()).isEqualTo(RejectReason.COMMAND_NOT_SUPPORTED);
        assertThat(pdu.immediate()).isFalse();
    }
}
