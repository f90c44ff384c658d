package io.spindle.iscsi.session;

import static io.spindle.iscsi.Bytes.ascii;
import static io.spindle.iscsi.session.SessionCondition.INCORRECT_AMOUNT_OF_DATA;
import static io.spindle.iscsi.session.SessionCondition.PROTOCOL_SERVICE_CRC_ERROR;
import static io.spindle.iscsi.session.SessionCondition.UNEXPECTED_UNSOLICITED_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iscsi.Bytes;
import io.spindle.iscsi.pdu.InitiatorPdu.DataOut;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DataOutCollectorTest {
    private final DataOutCollector collector = new DataOutCollector(8);

    private static DataOut pdu(int tag, int dataSn, long offset, String data, boolean last) {
        return new DataOut(last, 0, 5, tag, dataSn, offset, ascii(data));
    }

    @Test
    void immediateThenUnsolicitedThenAsked_isOneRun() {
        assertThat(collector.takeImmediate(ascii("abc"), true)).isEmpty();
        assertThat(collector.isOpen()).isTrue();
        assertThat(collector.take(pdu(-1, 0, 3, "de", false))).isEmpty();
        assertThat(collector.take(pdu(-1, 1, 5, "fgh", true))).isEmpty();
        assertThat(collector.isOpen()).isFalse();
        collector.expect(12);
        collector.ask(1, 2);
        assertThat(collector.take(pdu(1, 0, 8, "ij", true))).isEmpty();
        collector.ask(2, 2);
        assertThat(collector.take(pdu(2, 0, 10, "k", false))).isEmpty();
        assertThat(collector.take(pdu(2, 1, 11, "l", true))).isEmpty();
        assertThat(collector.upTo(12)).isEqualTo(ascii("abcdefghijkl"));
        assertThat(collector.upTo(4)).isEqualTo(ascii("abcd"));
        assertThat(collector.upTo(99)).isEqualTo(ascii("abcdefghijkl"));
    }

    @Test
    void immediate_moreThanAllowed_isUnexpected() {
        assertThat(collector.takeImmediate(ascii("abcdefghi"), false)).contains(UNEXPECTED_UNSOLICITED_DATA);
    }

    @Test
    void unsolicited_mayBeLessButNotMore() {
        collector.takeImmediate(ascii("abc"), true);
        assertThat(collector.take(pdu(-1, 0, 3, "d", true))).isEmpty();
        DataOutCollector other = new DataOutCollector(8);
        other.takeImmediate(ascii("abc"), true);
        assertThat(other.take(pdu(-1, 0, 3, "defghi", true))).contains(INCORRECT_AMOUNT_OF_DATA);
    }

    @Test
    void unsolicited_notAnnounced_isUnexpected() {
        collector.takeImmediate(ascii("abc"), false);
        assertThat(collector.take(pdu(-1, 0, 3, "d", true))).contains(UNEXPECTED_UNSOLICITED_DATA);
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "27, 3", "-1, 3", "0, 2", "0, 4"})
    void sequence_outOfOrder_isAnError(int dataSn, long offset) {
        collector.takeImmediate(ascii("abc"), true);
        assertThat(collector.take(pdu(-1, dataSn, offset, "d", false))).contains(PROTOCOL_SERVICE_CRC_ERROR);
    }

    @Test
    void sequence_numberTwice_isAnError() {
        collector.takeImmediate(ByteBuffer.allocate(0), true);
        assertThat(collector.take(pdu(-1, 0, 0, "a", false))).isEmpty();
        assertThat(collector.take(pdu(-1, 0, 1, "b", true))).contains(PROTOCOL_SERVICE_CRC_ERROR);
    }

    @Test
    void asked_wrongTagOrAmount_isAnError() {
        collector.takeImmediate(ascii("abc"), false);
        collector.ask(7, 4);
        assertThat(collector.take(pdu(8, 0, 3, "defg", true))).contains(UNEXPECTED_UNSOLICITED_DATA);
        assertThat(collector.take(pdu(7, 0, 3, "def", true))).contains(INCORRECT_AMOUNT_OF_DATA);
        assertThat(collector.take(pdu(7, 0, 3, "defgh", false))).contains(INCORRECT_AMOUNT_OF_DATA);
        assertThat(collector.take(pdu(7, 0, 3, "defg", true))).isEmpty();
    }

    @Test
    void conditions_theirSense() {
        assertThat(Bytes.of(UNEXPECTED_UNSOLICITED_DATA.sense()))
                .isEqualTo("70000b000000000a00000000" + "0c0c" + "00000000");
        assertThat(Bytes.of(INCORRECT_AMOUNT_OF_DATA.sense())).contains("0c0d");
        assertThat(Bytes.of(PROTOCOL_SERVICE_CRC_ERROR.sense())).contains("4705");
    }
}
