package io.spindle.iscsi.session;

import static io.spindle.iscsi.Bytes.ascii;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iscsi.pdu.InitiatorPdu.TextRequest;
import io.spindle.iscsi.pdu.RejectReason;
import io.spindle.iscsi.pdu.TargetPdu.TextResponse;
import io.spindle.iscsi.target.AccessList;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.Redirection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextExchangeTest {
    private static final String D0 =
            "TargetName=iqn.2026-01.io.spindle:d0\0TargetAddress=10.0.0.1:3260,1\0TargetAddress=[fd00::1]:3260,1\0";
    private static final String D1 = "TargetName=iqn.2026-01.io.spindle:d1\0TargetAddress=10.0.0.9:3260,1\0";

    private final List<IscsiTarget> targets = List.of(
            IscsiTarget.open("iqn.2026-01.io.spindle:d0", null),
            new IscsiTarget(
                    "iqn.2026-01.io.spindle:d1",
                    null,
                    AccessList.EVERYBODY,
                    Optional.empty(),
                    Optional.of(new Redirection(false, "10.0.0.9:3260"))));
    private int maximumSendBytes;
    private final TextExchange exchange = new TextExchange(
            () -> new SendTargets(targets, new Portals(List.of("10.0.0.1:3260", "[fd00::1]:3260"), 1)),
            bytes -> maximumSendBytes = bytes);

    private TextExchange.Result take(boolean last, boolean continued, int tag, String text, int segmentBytes) {
        return exchange.take(new TextRequest(true, last, continued, 0, 6, tag, 1, ascii(text)), segmentBytes);
    }

    private static TextResponse response(TextExchange.Result result) {
        return ((TextExchange.Result.Answered) result).response();
    }

    private static String text(TextResponse response) {
        return StandardCharsets.US_ASCII.decode(response.text()).toString();
    }

    private String ask(String text) {
        TextResponse response = response(take(true, false, -1, text, 8192));
        assertThat(response.finalPdu()).isTrue();
        assertThat(response.continued()).isFalse();
        assertThat(response.targetTransferTag()).isEqualTo(-1);
        return text(response);
    }

    @Test
    void sendTargets_allOneOrNone() {
        assertThat(ask("SendTargets=All\0")).isEqualTo(D0 + D1);
        assertThat(ask("SendTargets=\0")).isEqualTo(D0 + D1);
        assertThat(ask("SendTargets=IQN.2026-01.io.spindle:d1\0")).isEqualTo(D1);
        assertThat(ask("SendTargets=iqn.2026-01.io.spindle:d2\0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendTargets=Alle\0", "SendTargets=A\0", "SendTargets=all\0", "SendTargets\0"})
    void sendTargets_ofNoName_isRejected(String text) {
        assertThat(take(true, false, -1, text, 8192))
                .isEqualTo(new TextExchange.Result.Rejected(RejectReason.INVALID_PDU_FIELD));
    }

    @Test
    void unknownKey_isNotUnderstood() {
        assertThat(ask("sENDtARGETS=aLL\0X=1\0")).isEqualTo("sENDtARGETS=NotUnderstood\0X=NotUnderstood\0");
    }

    @ParameterizedTest
    @CsvSource({"512, 512, ''", "16777215, 16777215, ''", "511, 0, Reject", "16777216, 0, Reject", "x, 0, Reject"})
    void segmentLength_isTakenInItsRange(String value, int taken, String answer) {
        assertThat(ask("MaxRecvDataSegmentLength=" + value + "\0"))
                .isEqualTo(answer.isEmpty() ? "" : "MaxRecvDataSegmentLength=" + answer + "\0");
        assertThat(maximumSendBytes).isEqualTo(taken);
    }

    @Test
    void longAnswer_isFetchedPieceByPiece() {
        StringBuilder whole = new StringBuilder();
        TextResponse response = response(take(true, false, -1, "SendTargets=All\0", 50));
        while (response.continued()) {
            assertThat(response.finalPdu()).isFalse();
            assertThat(response.targetTransferTag()).isNotEqualTo(-1);
            assertThat(response.text().remaining()).isEqualTo(50);
            whole.append(text(response));
            response = response(take(true, false, response.targetTransferTag(), "", 50));
        }
        assertThat(response.finalPdu()).isTrue();
        assertThat(response.targetTransferTag()).isEqualTo(-1);
        assertThat(whole + text(response)).isEqualTo(D0 + D1);
    }

    @Test
    void longRequest_isAccumulated_aPairInTwoPieces() {
        TextResponse response = response(take(false, true, -1, "SendTar", 8192));
        assertThat(response.finalPdu()).isFalse();
        assertThat(response.text().hasRemaining()).isFalse();
        response = response(take(true, false, response.targetTransferTag(), "gets=All\0", 8192));
        assertThat(text(response)).isEqualTo(D0 + D1);
        assertThat(response.finalPdu()).isTrue();
    }

    @Test
    void exchange_thatTheInitiatorKeepsOpen_goesOn() {
        TextResponse response = response(take(false, false, -1, "X=1\0", 8192));
        assertThat(response.finalPdu()).isFalse();
        assertThat(text(response)).isEqualTo("X=NotUnderstood\0");
        response = response(take(true, false, response.targetTransferTag(), "Y=1\0", 8192));
        assertThat(response.finalPdu()).isTrue();
        assertThat(text(response)).isEqualTo("Y=NotUnderstood\0");
    }

    @Test
    void tag_thatWasNotGiven_isRejected() {
        assertThat(take(true, false, 77, "", 8192))
                .isEqualTo(new TextExchange.Result.Rejected(RejectReason.INVALID_PDU_FIELD));
        ask("X=1\0");
        assertThat(take(true, false, 1, "", 8192))
                .isEqualTo(new TextExchange.Result.Rejected(RejectReason.INVALID_PDU_FIELD));
    }

    @Test
    void newExchange_forgetsTheOld() {
        take(false, true, -1, "SendTar", 8192);
        assertThat(ask("SendTargets=iqn.2026-01.io.spindle:d1\0")).isEqualTo(D1);
    }

    @Test
    void finalAndContinued_together_areAProtocolError() {
        assertThat(take(true, true, -1, "X", 8192))
                .isEqualTo(new TextExchange.Result.Rejected(RejectReason.PROTOCOL_ERROR));
    }

    @Test
    void requestWithoutEnd_isBounded() {
        String piece = "A".repeat(8000);
        int tag = response(take(false, true, -1, piece, 8192)).targetTransferTag();
        response(take(false, true, tag, piece, 8192));
        assertThat(take(false, true, tag, piece, 8192))
                .isEqualTo(new TextExchange.Result.Rejected(RejectReason.OUT_OF_RESOURCES));
    }
}
