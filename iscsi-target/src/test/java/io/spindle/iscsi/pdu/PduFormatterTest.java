package io.spindle.iscsi.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Cdb;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The lines of a trace, letter by letter. */
final class PduFormatterTest {
    private static final SequenceNumbers NUMBERS = new SequenceNumbers(7, 0xFFFFFFFF, 31);
    private static final String COUNTS = " statsn=7 expcmdsn=4294967295 maxcmdsn=31";
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void scsiCommand_namesWhatItIs() {
        Cdb cdb = new Cdb((byte) 0x28, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 16, (byte) 0, (byte) 0, (byte) 1);
        assertThat(PduFormatter.format(new InitiatorPdu.ScsiCommand(
                        false, true, true, false, 0x4001000000000000L, 5, 2048, 9, 0, cdb, NOTHING)))
                .isEqualTo("SCSI Command itt=0x5 cmdsn=9 lun=1 R edtl=2048 cdb=[28 00 00 00 00 10 00 00 01]");
        assertThat(PduFormatter.format(new InitiatorPdu.ScsiCommand(
                        true, false, false, true, 0, 5, 24, -1, 0, new Cdb((byte) 0x55), text("abcd"))))
                .isEqualTo("SCSI Command itt=0x5 cmdsn=4294967295 I lun=0 W unsolicited edtl=24 length=4 cdb=[55]");
    }

    @Test
    void requests_nameWhatTheyAre() {
        assertThat(PduFormatter.format(new InitiatorPdu.NopOut(true, 0, 0xFFFFFFFF, 3, 8, NOTHING)))
                .isEqualTo("NOP-Out itt=0xffffffff ttt=0x3 cmdsn=8 I");
        assertThat(PduFormatter.format(new InitiatorPdu.TaskManagementRequest(true, 1, 0, 6, 5, 8, 7)))
                .isEqualTo("Task Management Function Request itt=0x6 cmdsn=8 I lun=0 ABORT TASK rtt=0x5 refcmdsn=7");
        assertThat(PduFormatter.format(new InitiatorPdu.TaskManagementRequest(false, 99, 0, 6, 5, 8, 7)))
                .contains(" function 99 ");
        assertThat(PduFormatter.format(
                        new InitiatorPdu.TextRequest(true, true, false, 0, 1, -1, 8, text("SendTargets=All\0"))))
                .isEqualTo("Text Request itt=0x1 cmdsn=8 I F SendTargets=All");
        assertThat(PduFormatter.format(new InitiatorPdu.DataOut(true, 0, 5, 0xA, 2, 512, text("abcd"))))
                .isEqualTo("SCSI Data-Out itt=0x5 ttt=0xa datasn=2 offset=512 length=4 F");
        assertThat(PduFormatter.format(new InitiatorPdu.LogoutRequest(true, 0, 9, 1, 8)))
                .isEqualTo("Logout Request itt=0x9 cmdsn=8 I close the session cid=1");
        assertThat(PduFormatter.format(new InitiatorPdu.SnackRequest(9))).isEqualTo("SNACK Request itt=0x9");
        assertThat(PduFormatter.format(new InitiatorPdu.Unusable(
                        true, 0x1C, 9, 8, RejectReason.COMMAND_NOT_SUPPORTED, "no such operation code")))
                .isEqualTo("opcode 0x1c itt=0x9 unusable: no such operation code");
    }

    @Test
    void login_showsItsKeysButNoProof() {
        ByteBuffer keys = text("CHAP_N=alice\0CHAP_R=0x0102030405060708090a0b0c0d0e0f10\0CHAP_I=1\0");
        assertThat(PduFormatter.format(
                        new InitiatorPdu.LoginRequest(true, false, 0, 1, 0, 0x800000000001L, 0, 3, 1, 8, 0, keys)))
                .isEqualTo("Login Request itt=0x3 cmdsn=8 SecurityNegotiation to LoginOperationalNegotiation"
                        + " isid=0x800000000001 tsih=0 cid=1 CHAP_N=alice CHAP_R=(hidden) CHAP_I=1");
        assertThat(PduFormatter.format(
                        new TargetPdu.LoginResponse(
                                true,
                                LoginStage.LOGIN_OPERATIONAL_NEGOTIATION,
                                LoginStage.FULL_FEATURE_PHASE,
                                1,
                                2,
                                3,
                                LoginStatus.SUCCESS,
                                text("MaxBurstLength=262144\0")),
                        NUMBERS))
                .isEqualTo("Login Response itt=0x3 Success LoginOperationalNegotiation to FullFeaturePhase"
                        + " isid=0x000000000001 tsih=2 MaxBurstLength=262144" + COUNTS);
    }

    @Test
    void text_thatMovesACursor_isMadeHarmless() {
        ByteBuffer keys = text("X-a=\u001B[2J\r\nä\0");
        assertThat(PduFormatter.format(new InitiatorPdu.TextRequest(true, true, false, 0, 1, -1, 8, keys)))
                .endsWith(" F X-a=?[2J???");
    }

    @Test
    void answers_nameWhatTheyAre() {
        assertThat(PduFormatter.format(
                        new TargetPdu.DataIn(true, 5, 3, 4096, 2048, Optional.of(Residual.of(2048, 4096))), NUMBERS))
                .isEqualTo("SCSI Data-In itt=0x5 datasn=3 offset=4096 length=2048 F S GOOD underflow=2048" + COUNTS);
        assertThat(PduFormatter.format(new TargetPdu.DataIn(false, 5, 0, 0, 512, Optional.empty()), NUMBERS))
                .isEqualTo("SCSI Data-In itt=0x5 datasn=0 offset=0 length=512" + COUNTS);
        ByteBuffer sense =
                ByteBuffer.allocate(18).put(2, (byte) 5).put(12, (byte) 0x21).put(13, (byte) 1);
        assertThat(PduFormatter.format(
                        new TargetPdu.ScsiResponse(5, false, ScsiStatus.CHECK_CONDITION, Residual.NONE, 0, sense),
                        NUMBERS))
                .isEqualTo("SCSI Response itt=0x5 CHECK CONDITION sense=5/21/01" + COUNTS);
        assertThat(PduFormatter.format(
                        new TargetPdu.ScsiResponse(5, true, ScsiStatus.GOOD, Residual.NONE, 0, NOTHING), NUMBERS))
                .isEqualTo("SCSI Response itt=0x5 target failure" + COUNTS);
        assertThat(PduFormatter.format(new TargetPdu.ReadyToTransfer(0, 5, 0xA, 1, 512, 1024), NUMBERS))
                .isEqualTo("R2T itt=0x5 ttt=0xa r2tsn=1 offset=512 desired=1024" + COUNTS);
        assertThat(PduFormatter.format(new TargetPdu.NopIn(0, -1, 3, NOTHING), NUMBERS))
                .isEqualTo("NOP-In itt=0xffffffff ttt=0x3" + COUNTS);
        assertThat(PduFormatter.format(new TargetPdu.Reject(RejectReason.SNACK_REJECT, NOTHING), NUMBERS))
                .isEqualTo("Reject SNACK Reject" + COUNTS);
        assertThat(PduFormatter.format(
                        new TargetPdu.TaskManagementResponse(5, TaskManagementResult.TASK_DOES_NOT_EXIST), NUMBERS))
                .isEqualTo("Task Management Function Response itt=0x5 Task does not exist" + COUNTS);
        assertThat(PduFormatter.format(new TargetPdu.LogoutResponse(5, LogoutResult.CLOSED_SUCCESSFULLY, 0), NUMBERS))
                .isEqualTo("Logout Response itt=0x5 closed successfully" + COUNTS);
        assertThat(PduFormatter.format(
                        new TargetPdu.AsyncMessage(AsyncEvent.TARGET_WILL_DROP_CONNECTION, 1, 2, 3), NUMBERS))
                .isEqualTo("Asynchronous Message target will drop the connection" + COUNTS);
        assertThat(PduFormatter.format(
                        new TargetPdu.TextResponse(false, true, 0, 5, 0xA, text("TargetName=a\0Target")), NUMBERS))
                .isEqualTo("Text Response itt=0x5 ttt=0xa C TargetName=a Target" + COUNTS);
    }
}
