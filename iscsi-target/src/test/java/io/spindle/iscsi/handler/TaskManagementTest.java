package io.spindle.iscsi.handler;

import static io.spindle.iscsi.Bytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iscsi.Initiator;
import io.spindle.iscsi.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TaskManagementTest {
    private static final String TAKE_4 = "55 00 00 00 00 00 00 00 04 00";

    private final World world = new World();
    private final Initiator initiator = world.login();

    @AfterEach
    void end() {
        world.close();
    }

    private Reply ask(int function, int referencedTag, int refCmdSn) {
        initiator.taskManagement(function, referencedTag, refCmdSn);
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x22);
        assertThat(reply.tag()).isEqualTo(initiator.lastTag());
        return reply;
    }

    @Test
    void abortTask_underWay_isAborted_andItsDataDropped() {
        int tag = initiator.command(0xA0, 4, TAKE_4);
        Reply asked = initiator.hearOne();
        Reply reply = ask(1, tag, 10);
        assertThat(reply.u8(2)).isZero();
        assertThat(reply.maxCmdSn()).isEqualTo(14);
        initiator.dataOut(0x80, tag, asked.i32(20), new int[] {0, 0}, hex("01 02 03 04"));
        assertThat(initiator.hear()).isEmpty();
    }

    @Test
    void abortTask_thatIsOver_doesNotExist() {
        int tag = initiator.command(0x80, 0, "00");
        initiator.hearOne();
        assertThat(ask(1, tag, 10).u8(2)).isEqualTo(1);
    }

    @Test
    void abortTask_thatHasNotCome_isLeftOut() {
        initiator.cmdSn(12);
        assertThat(ask(1, 777, 10).u8(2)).isZero();
        assertThat(ask(1, 778, 11).expCmdSn()).isEqualTo(12);
        initiator.cmdSn(10);
        initiator.command(0x80, 0, "00");
        assertThat(initiator.hear()).isEmpty();
        initiator.cmdSn(12);
        initiator.command(0x80, 0, "00");
        assertThat(initiator.hearOne().expCmdSn()).isEqualTo(13);
        assertThat(world.unit.requests).hasSize(1);
    }

    @Test
    void abortTask_ofALaterNumber_isNotLeftOut() {
        assertThat(ask(1, 777, 12).u8(2)).isEqualTo(1);
    }

    @Test
    void abortTaskSet_endsThoseOfTheSession_only() {
        Initiator other = world.connect();
        other.tryLogin(2, Initiator.NAME, World.TARGET);
        other.command(0xA0, 4, TAKE_4);
        Reply theirs = other.hearOne();
        initiator.command(0xA0, 4, TAKE_4);
        initiator.command(0xA0, 4, TAKE_4);
        initiator.hear();
        assertThat(ask(2, -1, 0).u8(2)).isZero();
        other.dataOut(0x80, other.lastTag(), theirs.i32(20), new int[] {0, 0}, hex("01 02 03 04"));
        assertThat(other.hearOne().u8(3)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"4, false", "5, true", "6, true"})
    void clearAndReset_endThoseOfAllSessions(int function, boolean resets) {
        Initiator other = world.connect();
        other.tryLogin(2, Initiator.NAME, World.TARGET);
        other.command(0xA0, 4, TAKE_4);
        Reply theirs = other.hearOne();
        assertThat(ask(function, -1, 0).u8(2)).isZero();
        assertThat(world.unit.log.contains("reset")).isEqualTo(resets);
        other.dataOut(0x80, other.lastTag(), theirs.i32(20), new int[] {0, 0}, hex("01 02 03 04"));
        assertThat(other.hear()).isEmpty();
        other.command(0x80, 0, "00");
        assertThat(other.hearOne().u8(3)).isZero();
    }

    @Test
    void targetColdReset_endsEverySession() {
        Initiator other = world.connect();
        other.tryLogin(2, Initiator.NAME, World.TARGET);
        assertThat(ask(7, -1, 0).u8(2)).isZero();
        assertThat(world.unit.log).contains("reset");
        initiator.hear();
        assertThat(initiator.isOpen()).isFalse();
        assertThat(other.isOpen()).isFalse();
        assertThat(world.unit.attached).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "8, 4", "0, 5", "9, 5", "127, 5"})
    void otherFunctions_areNotSupported(int function, int result) {
        assertThat(ask(function, -1, 0).u8(2)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource({"2", "4", "5"})
    void otherLun_doesNotExist(int function) {
        var header = initiator.next(0x42, 0x80 | function);
        header.setLong(8, 0x0001000000000000L);
        initiator.send(header);
        assertThat(initiator.hearOne().u8(2)).isEqualTo(2);
        assertThat(world.unit.log).doesNotContain("reset");
    }
}
