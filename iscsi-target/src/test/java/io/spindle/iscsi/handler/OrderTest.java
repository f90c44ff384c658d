package io.spindle.iscsi.handler;

import static io.spindle.iscsi.Bytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.spindle.iscsi.FakeUnit;
import io.spindle.iscsi.Initiator;
import io.spindle.iscsi.Reply;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.SenseCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order of commands, statuses and data (RFC 7143, 4.2.2). */
final class OrderTest {
    private static final String TEST_UNIT_READY = "00 00 00 00 00 00";

    private final World world = new World();
    private final Initiator initiator = world.login();

    @AfterEach
    void end() {
        world.close();
    }

    private Reply testUnitReady() {
        initiator.command(0x80, 0, TEST_UNIT_READY);
        return initiator.hearOne();
    }

    @Test
    void cmdSn_firstCommand_hasTheNumberOfTheLogin() {
        Reply reply = testUnitReady();
        assertThat(reply.opcode()).isEqualTo(0x21);
        assertThat(reply.expCmdSn()).isEqualTo(11);
        assertThat(reply.maxCmdSn()).isEqualTo(14);
    }

    @Test
    void unitAttention_commandsThatWereSentBeforeItWasSeen_areUnaware() {
        unitAttentionAsTheSecondStatus();
        assertThat(sendWithExpStatSn(0, 7)).isTrue();
        assertThat(sendWithExpStatSn(0, 6)).isTrue();
        assertThat(sendWithExpStatSn(0, 8)).isFalse();
        // Behind the window that was open when it was sent.
        assertThat(sendWithExpStatSn(0, 7)).isFalse();
    }

    @Test
    void unitAttention_initiatorThatAcknowledgesNothing_isNotUnaware() {
        unitAttentionAsTheSecondStatus();
        assertThat(sendWithExpStatSn(0, 0)).isFalse();
        assertThat(sendWithExpStatSn(0, 5)).isFalse();
    }

    /** Behind the login's status 5, and 6 of a command. */
    private void unitAttentionAsTheSecondStatus() {
        world.unit.other = request -> CommandOutcome.check(SenseCode.NOT_READY_TO_READY_CHANGE_MEDIUM_MAY_HAVE_CHANGED);
        assertThat(sendWithExpStatSn(0, 6)).isFalse();
        assertThat(sendWithExpStatSn(0xFF, 7)).isFalse();
    }

    /** Whether the logical unit was told that the initiator does not know. */
    private boolean sendWithExpStatSn(int operationCode, int expStatSn) {
        ByteBuf header = initiator.next(0x01, 0x80);
        header.setInt(28, expStatSn);
        header.setByte(32, operationCode);
        initiator.send(header);
        initiator.hearOne();
        return world.unit.requests.get(world.unit.requests.size() - 1).unaware();
    }

    @Test
    void cmdSn_immediateCommand_doesNotCount() {
        ByteBuf header = initiator.next(0x41, 0x80);
        initiator.send(header);
        Reply reply = initiator.hearOne();
        assertThat(reply.expCmdSn()).isEqualTo(10);
        assertThat(testUnitReady().expCmdSn()).isEqualTo(11);
    }

    @Test
    void cmdSn_outsideOfTheWindow_isIgnoredWithoutAWord() {
        for (int wrong : new int[] {9, 14, 10 + Integer.MIN_VALUE, 8}) {
            initiator.cmdSn(wrong);
            initiator.command(0x80, 0, TEST_UNIT_READY);
            assertThat(initiator.hear()).isEmpty();
        }
        initiator.cmdSn(10);
        assertThat(testUnitReady().expCmdSn()).isEqualTo(11);
        assertThat(world.unit.requests).hasSize(1);
    }

    @Test
    void cmdSn_early_isHeldUntilItsTurn() {
        initiator.cmdSn(12);
        int third = initiator.command(0x80, 0, TEST_UNIT_READY);
        initiator.cmdSn(11);
        int second = initiator.command(0x80, 0, TEST_UNIT_READY);
        assertThat(initiator.hear()).isEmpty();
        initiator.cmdSn(10);
        int first = initiator.command(0x80, 0, TEST_UNIT_READY);
        assertThat(initiator.hear().stream().map(Reply::tag)).containsExactly(first, second, third);
    }

    @Test
    void cmdSn_wrapsAround() {
        Initiator other = world.connect();
        other.cmdSn(-2);
        other.tryLogin(2, Initiator.NAME, World.TARGET);
        for (int expected : new int[] {-1, 0, 1}) {
            other.command(0x80, 0, TEST_UNIT_READY);
            assertThat(other.hearOne().expCmdSn()).isEqualTo(expected);
        }
    }

    @Test
    void window_closesWithCommandsUnderWay_andNeverGoesBack() {
        int[] tags = new int[4];
        for (int i = 0; i < 4; i++) {
            tags[i] = initiator.command(0xA0, 4, "55 00 00 00 00 00 00 00 04");
        }
        List<Reply> asked = initiator.hear();
        assertThat(asked.stream().map(Reply::opcode)).containsOnly(0x31).hasSize(4);
        assertThat(asked.get(3).expCmdSn()).isEqualTo(14);
        assertThat(asked.get(3).maxCmdSn()).isEqualTo(13);
        initiator.command(0x80, 0, TEST_UNIT_READY);
        assertThat(initiator.hear()).isEmpty();
        int maxCmdSn = 13;
        for (int i = 0; i < 4; i++) {
            initiator.dataOut(0x80, tags[i], asked.get(i).i32(20), new int[] {0, 0}, hex("01 02 03 04"));
            assertThat(initiator.hearOne().maxCmdSn()).isEqualTo(++maxCmdSn);
        }
    }

    /** A status in the last Data-In must open the window too, or an initiator with one command at a time waits forever. */
    @Test
    void window_ofOneCommand_dataInOpensItAgain() {
        world.close();
        try (World narrow = new World(new FakeUnit(new io.spindle.iso.bytes.MemoryByteSource(new byte[4096])), 1)) {
            Initiator one = narrow.login();
            for (int i = 0; i < 5; i++) {
                one.read10(0, 1, 2048);
                Reply reply = one.hearOne();
                assertThat(reply.opcode()).isEqualTo(0x25);
                assertThat(reply.maxCmdSn()).isEqualTo(reply.expCmdSn());
            }
        }
    }

    @Test
    void statSn_countsStatusesOnly() {
        int login = 5;
        assertThat(testUnitReady().statSn()).isEqualTo(login + 1);
        // R2T has the next number, and does not use it up.
        int tag = initiator.command(0xA0, 4, "55 00 00 00 00 00 00 00 04");
        Reply asked = initiator.hearOne();
        assertThat(asked.statSn()).isEqualTo(login + 2);
        initiator.dataOut(0x80, tag, asked.i32(20), new int[] {0, 0}, hex("01 02 03 04"));
        assertThat(initiator.hearOne().statSn()).isEqualTo(login + 2);
        // Data-In has one with its status only.
        initiator.read10(0, 1, 2048);
        assertThat(initiator.hearOne().statSn()).isEqualTo(login + 3);
        // Text, task management, NOP-In and Reject use up one each.
        initiator.send(withNoTransferTag(initiator.next(0x44, 0x80)), "X=1\0".getBytes());
        assertThat(initiator.hearOne().statSn()).isEqualTo(login + 4);
        initiator.taskManagement(1, 1, 1);
        assertThat(initiator.hearOne().statSn()).isEqualTo(login + 5);
        initiator.send(withNoTransferTag(initiator.next(0x40, 0x80)));
        assertThat(initiator.hearOne().statSn()).isEqualTo(login + 6);
        initiator.send(initiator.next(0x50, 0x80));
        assertThat(initiator.hearOne().statSn()).isEqualTo(login + 7);
        assertThat(testUnitReady().statSn()).isEqualTo(login + 8);
    }

    private static ByteBuf withNoTransferTag(ByteBuf header) {
        return header.setInt(20, -1);
    }

    @Test
    void pingOfTheTarget_doesNotUseUpAStatSn() {
        initiator.send(withNoTransferTag(initiator.next(0x40, 0x80)));
        int statSn = initiator.hearOne().statSn();
        world.pass(java.time.Duration.ofSeconds(31));
        world.pass(java.time.Duration.ofSeconds(31));
        Reply ping = initiator.hearOne();
        assertThat(ping.opcode()).isEqualTo(0x20);
        assertThat(ping.tag()).isEqualTo(-1);
        assertThat(ping.statSn()).isEqualTo(statSn + 1);
        assertThat(testUnitReady().statSn()).isEqualTo(statSn + 1);
    }

    @Test
    void heldCommands_takeBoundedMemory() {
        byte[] data = new byte[60_000];
        for (int round = 0; round < 60 && initiator.isOpen(); round++) {
            initiator.cmdSn(11 + round % 3);
            ByteBuf header = initiator.next(0x00, 0x80);
            initiator.send(withNoTransferTag(header), data);
        }
        // Three held at once, however often they are sent.
        assertThat(initiator.isOpen()).isTrue();
        assertThat(initiator.hear()).isEmpty();
        initiator.cmdSn(10);
        testUnitReady();
    }

    @Test
    void rejectedCommand_usesUpItsNumber() {
        world.unit.other = request -> CommandOutcome.good();
        initiator.send(initiator.next(0x01, 0xE0));
        Reply reject = initiator.hearOne();
        assertThat(reject.opcode()).isEqualTo(0x3F);
        assertThat(reject.expCmdSn()).isEqualTo(11);
        assertThat(reject.maxCmdSn()).isEqualTo(14);
        assertThat(testUnitReady().expCmdSn()).isEqualTo(12);
    }
}
