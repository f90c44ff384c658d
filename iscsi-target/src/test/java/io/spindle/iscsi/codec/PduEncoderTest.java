package io.spindle.iscsi.codec;

import static io.spindle.iscsi.Bytes.ascii;
import static io.spindle.iscsi.Bytes.buffer;
import static io.spindle.iscsi.Bytes.clean;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.spindle.iscsi.Bytes;
import io.spindle.iscsi.pdu.AsyncEvent;
import io.spindle.iscsi.pdu.LoginStage;
import io.spindle.iscsi.pdu.LoginStatus;
import io.spindle.iscsi.pdu.LogoutResult;
import io.spindle.iscsi.pdu.RejectReason;
import io.spindle.iscsi.pdu.Residual;
import io.spindle.iscsi.pdu.ScsiStatus;
import io.spindle.iscsi.pdu.SequenceNumbers;
import io.spindle.iscsi.pdu.TargetPdu;
import io.spindle.iscsi.pdu.TaskManagementResult;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PduEncoderTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final SequenceNumbers NUMBERS = new SequenceNumbers(0x11, 0x22, 0x33);
    private static final String COUNTS = "00000011 00000022 00000033";

    private final PduEncoder encoder = new PduEncoder();

    private String encode(TargetPdu pdu) {
        ByteBuf out = Unpooled.buffer();
        encoder.encode(out, pdu, NUMBERS);
        return Bytes.of(out);
    }

    @Test
    void nopIn_withPing() {
        assertThat(encode(new TargetPdu.NopIn(0, 6, 0xFFFFFFFF, ascii("abc")))).isEqualTo(clean("""
                        20 80 00 00 00 00 00 03
                        00 00 00 00 00 00 00 00
                        00 00 00 06 FF FF FF FF
                        """ + COUNTS + """
                        00 00 00 00 00 00 00 00 00 00 00 00
                        61 62 63 00
                        """));
    }

    @Test
    void scsiResponse_withSense_hasItsLengthBefore() {
        ByteBuffer sense = ByteBuffer.wrap(Bytes.hex("70 00 05 00 00 00 00 0A 00 00 00 00 21 00 00 00 00 00"));
        assertThat(encode(new TargetPdu.ScsiResponse(
                        5, false, ScsiStatus.CHECK_CONDITION, Residual.of(0, 2048), 3, sense)))
                .isEqualTo(clean("""
                        21 82 00 02          # F, U; completed at target; CHECK CONDITION
                        00 00 00 14          # 20 bytes
                        00 00 00 00 00 00 00 00
                        00 00 00 05 00 00 00 00
                        """ + COUNTS + """
                        00 00 00 03          # ExpDataSN
                        00 00 00 00          # bidirectional residual
                        00 00 08 00          # residual
                        00 12                # sense length
                        70 00 05 00 00 00 00 0A 00 00 00 00 21 00 00 00 00 00
                        """));
    }

    @Test
    void scsiResponse_overflowAndFailure() {
        assertThat(encode(new TargetPdu.ScsiResponse(5, false, ScsiStatus.GOOD, Residual.of(7, 5), 0, NOTHING)))
                .startsWith("21840000")
                .endsWith("00000002");
        assertThat(encode(new TargetPdu.ScsiResponse(5, true, ScsiStatus.GOOD, Residual.NONE, 0, NOTHING)))
                .startsWith("21800100");
    }

    @Test
    void dataIn_withoutStatus_hasNoStatSn() {
        assertThat(encode(new TargetPdu.DataIn(false, 5, 1, 0x2000, 0x1000, Optional.empty())))
                .isEqualTo(clean("""
                        25 00 00 00 00 00 10 00
                        00 00 00 00 00 00 00 00
                        00 00 00 05 FF FF FF FF
                        00 00 00 00 00 00 00 22 00 00 00 33
                        00 00 00 01          # DataSN
                        00 00 20 00          # buffer offset
                        00 00 00 00
                        """));
    }

    @Test
    void dataIn_withStatus_endsTheCommand() {
        assertThat(encode(new TargetPdu.DataIn(true, 5, 1, 0x2000, 3, Optional.of(Residual.of(1, 8193)))))
                .isEqualTo(clean("""
                        25 83 00 00 00 00 00 03
                        00 00 00 00 00 00 00 00
                        00 00 00 05 FF FF FF FF
                        """ + COUNTS + """
                        00 00 00 01
                        00 00 20 00
                        00 00 20 00
                        """));
    }

    @Test
    void loginResponse_stagesHandleAndStatus() {
        assertThat(encode(new TargetPdu.LoginResponse(
                        true,
                        LoginStage.LOGIN_OPERATIONAL_NEGOTIATION,
                        LoginStage.FULL_FEATURE_PHASE,
                        0x80123456789AL,
                        0xBCDE,
                        1,
                        LoginStatus.SUCCESS,
                        ascii("A=B\0"))))
                .isEqualTo(clean("""
                        23 87 00 00 00 00 00 04
                        80 12 34 56 78 9A BC DE
                        00 00 00 01 00 00 00 00
                        """ + COUNTS + """
                        00 00 00 00 00 00 00 00 00 00 00 00
                        41 3D 42 00
                        """));
    }

    @ParameterizedTest
    @CsvSource({
        "TARGET_MOVED_TEMPORARILY, 0101",
        "TARGET_MOVED_PERMANENTLY, 0102",
        "INITIATOR_ERROR, 0200",
        "AUTHENTICATION_FAILURE, 0201",
        "AUTHORIZATION_FAILURE, 0202",
        "NOT_FOUND, 0203",
        "TARGET_REMOVED, 0204",
        "UNSUPPORTED_VERSION, 0205",
        "TOO_MANY_CONNECTIONS, 0206",
        "MISSING_PARAMETER, 0207",
        "SESSION_TYPE_NOT_SUPPORTED, 0209",
        "SESSION_DOES_NOT_EXIST, 020a",
        "OUT_OF_RESOURCES, 0302",
    })
    void loginStatus_classAndDetail(LoginStatus status, String wire) {
        String response = encode(new TargetPdu.LoginResponse(
                false, LoginStage.SECURITY_NEGOTIATION, LoginStage.SECURITY_NEGOTIATION, 0, 0, 1, status, NOTHING));
        assertThat(response).startsWith("2300");
        assertThat(response.substring(72, 76)).isEqualTo(wire);
    }

    @Test
    void readyToTransfer_offsetAndLength() {
        assertThat(encode(new TargetPdu.ReadyToTransfer(0x4001000000000000L, 5, 9, 2, 0x10000, 0x8000)))
                .isEqualTo(clean("""
                        31 80 00 00 00 00 00 00
                        40 01 00 00 00 00 00 00
                        00 00 00 05 00 00 00 09
                        """ + COUNTS + """
                        00 00 00 02          # R2TSN
                        00 01 00 00          # buffer offset
                        00 00 80 00          # desired
                        """));
    }

    @Test
    void shortAnswers_theirNumbers() {
        assertThat(encode(new TargetPdu.TaskManagementResponse(5, TaskManagementResult.FUNCTION_REJECTED)))
                .startsWith("2280ff00 00000000".replace(" ", ""));
        assertThat(encode(new TargetPdu.LogoutResponse(5, LogoutResult.CONNECTION_RECOVERY_NOT_SUPPORTED, 2)))
                .startsWith("26800200")
                .endsWith("00000000 0002 0000 00000000".replace(" ", ""));
        assertThat(encode(new TargetPdu.AsyncMessage(AsyncEvent.TARGET_WILL_DROP_CONNECTION, 1, 2, 3)))
                .startsWith("32800000")
                .contains("ffffffff")
                .endsWith("02000001 00020003 00000000".replace(" ", ""));
        assertThat(encode(new TargetPdu.TextResponse(false, true, 0, 5, 9, ascii("A=B\0"))))
                .startsWith("24400000 00000004".replace(" ", ""))
                .contains("0000000500000009")
                .endsWith("413d4200");
    }

    @Test
    void reject_carriesTheHeader() {
        ByteBuffer header = ByteBuffer.wrap(Bytes.hex("AB".repeat(48)));
        assertThat(encode(new TargetPdu.Reject(RejectReason.SNACK_REJECT, header)))
                .startsWith("3f800300 00000030".replace(" ", ""))
                .endsWith("ab".repeat(48));
    }

    @Test
    void digests_ofHeaderAndData() {
        encoder.agree(new Digests(true, true));
        String pdu = encode(new TargetPdu.NopIn(0, 6, 0xFFFFFFFF, ascii("abc")));
        // The digest of "abc" and its padding, computed elsewhere.
        assertThat(pdu).hasSize(2 * (48 + 4 + 4 + 4)).endsWith("61626300 4c0e9434".replace(" ", ""));
        ByteBuf bytes = buffer(pdu);
        assertThat(Digests.crc(bytes, 0, 48)).isEqualTo(bytes.getIntLE(48));
    }

    /** The examples of RFC 7143, A.4. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000000000000000000000000000000000000000000000000000, aa36918a",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff, 43aba862",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f, 4e79dd46",
        "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100, 5cdb3f11",
    })
    void dataTrailer_isTheDigestOfTheStandard(String data, String digest) {
        encoder.agree(new Digests(false, true));
        ByteBuf out = Unpooled.buffer();
        encoder.dataTrailer(out, buffer(data), 0, 32);
        assertThat(Bytes.of(out)).isEqualTo(digest);
    }
}
