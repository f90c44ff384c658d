package io.spindle.iscsi.handler;

import static io.spindle.iscsi.Bytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iscsi.FakeUnit;
import io.spindle.iscsi.Initiator;
import io.spindle.iscsi.Reply;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an initiator sends for a command: 55h takes as many bytes as its CDB says in bytes 6 to 8. */
final class DataOutTest {
    private static final String TAKE_4 = "55 00 00 00 00 00 00 00 04 00";
    private static final String TAKE_10 = "55 00 00 00 00 00 00 00 0A 00";

    private final World world = new World();

    @AfterEach
    void end() {
        world.close();
    }

    private void assertDone(Reply reply, String took) {
        assertThat(reply.opcode()).as(reply.toString()).isEqualTo(0x21);
        assertThat(reply.u8(3)).isZero();
        assertThat(world.unit.log).contains("took " + took);
    }

    @Test
    void immediateData_thatIsAll_isTakenAtOnce() {
        Initiator initiator = world.login();
        initiator.command(0xA0, 4, TAKE_4, hex("01 02 03 04"));
        Reply reply = initiator.hearOne();
        assertDone(reply, "01020304");
        assertThat(reply.u8(1)).isEqualTo(0x80);
    }

    @Test
    void noDataYet_isAskedFor() {
        Initiator initiator = world.login();
        int tag = initiator.command(0xA0, 4, TAKE_4);
        Reply asked = initiator.hearOne();
        assertThat(asked.opcode()).isEqualTo(0x31);
        assertThat(asked.tag()).isEqualTo(tag);
        assertThat(asked.i32(20)).isNotEqualTo(-1);
        assertThat(asked.i32(36)).isZero();
        assertThat(asked.i32(40)).isZero();
        assertThat(asked.i32(44)).isEqualTo(4);
        initiator.dataOut(0x80, tag, asked.i32(20), new int[] {0, 0}, hex("01 02 03 04"));
        Reply reply = initiator.hearOne();
        assertDone(reply, "01020304");
        // One R2T went before.
        assertThat(reply.i32(36)).isEqualTo(1);
    }

    @Test
    void unsolicitedData_behindTheCommand_isWaitedFor() {
        Initiator initiator = world.login("InitialR2T=No");
        int tag = initiator.command(0x20, 4, TAKE_4, hex("01"));
        assertThat(initiator.hear()).isEmpty();
        initiator.dataOut(0x00, tag, -1, new int[] {0, 1}, hex("02"));
        assertThat(initiator.hear()).isEmpty();
        initiator.dataOut(0x80, tag, -1, new int[] {1, 2}, hex("03 04"));
        assertDone(initiator.hearOne(), "01020304");
    }

    @Test
    void rest_isAskedFor_inPiecesOfABurst() {
        Initiator initiator = world.login("MaxBurstLength=512", "FirstBurstLength=512");
        byte[] data = FakeUnit.counting(1300);
        int tag = initiator.command(0xA0, 1300, "55 00 00 00 00 00 00 05 14 00", Arrays.copyOf(data, 200));
        int offset = 200;
        for (int r2tSn = 0; offset < 1300; r2tSn++) {
            Reply asked = initiator.hearOne();
            assertThat(asked.opcode()).isEqualTo(0x31);
            assertThat(asked.i32(36)).isEqualTo(r2tSn);
            assertThat(asked.i32(40)).isEqualTo(offset);
            int length = asked.i32(44);
            assertThat(length).isEqualTo(Math.min(512, 1300 - offset));
            int half = length / 2;
            initiator.dataOut(
                    0x00, tag, asked.i32(20), new int[] {0, offset}, Arrays.copyOfRange(data, offset, offset + half));
            initiator.dataOut(
                    0x80,
                    tag,
                    asked.i32(20),
                    new int[] {1, offset + half},
                    Arrays.copyOfRange(data, offset + half, offset + length));
            offset += length;
        }
        Reply reply = initiator.hearOne();
        assertThat(reply.u8(3)).isZero();
        assertThat(reply.i32(36)).isEqualTo(3);
        assertThat(world.unit.log.get(world.unit.log.size() - 1)).hasSize("took ".length() + 2600);
    }

    @ParameterizedTest
    @CsvSource({
        // expected, taken, flags, residual
        "4, 4, 128, 0",
        "10, 4, 130, 6",
    })
    void lessWanted_isAnUnderflow(int expected, int taken, int flags, int residual) {
        Initiator initiator = world.login();
        initiator.command(0xA0, expected, TAKE_4, FakeUnit.counting(expected));
        Reply reply = initiator.hearOne();
        assertDone(reply, "00010203");
        assertThat(reply.u8(1)).isEqualTo(flags);
        assertThat(reply.i32(44)).isEqualTo(residual);
        assertThat(taken).isEqualTo(4);
    }

    @Test
    void moreWanted_isAnOverflow_andTheCommandGetsWhatThereIs() {
        Initiator initiator = world.login();
        initiator.command(0xA0, 4, TAKE_10, hex("01 02 03 04"));
        Reply reply = initiator.hearOne();
        assertDone(reply, "01020304");
        assertThat(reply.u8(1)).isEqualTo(0x84);
        assertThat(reply.i32(44)).isEqualTo(6);
    }

    @Test
    void wantedOfARead_getsNothing() {
        Initiator initiator = world.login();
        initiator.command(0xC0, 4, TAKE_4);
        assertDone(initiator.hearOne(), "");
    }

    private void assertAborted(Reply reply, String sense) {
        assertThat(reply.opcode()).isEqualTo(0x21);
        assertThat(reply.u8(3)).isEqualTo(0x02);
        assertThat(reply.sense()).isEqualTo(sense);
        assertThat(world.unit.log).noneMatch(it -> it.startsWith("took"));
    }

    @Test
    void immediateData_thatWasNotAgreed_endsTheCommand() {
        Initiator initiator = world.login("ImmediateData=No");
        initiator.command(0xA0, 4, TAKE_4, hex("01 02 03 04"));
        assertAborted(initiator.hearOne(), "B/0C/0C");
    }

    @Test
    void unsolicitedData_thatWasNotAgreed_endsTheCommand() {
        Initiator initiator = world.login("InitialR2T=Yes");
        initiator.command(0x20, 4, TAKE_4);
        assertAborted(initiator.hearOne(), "B/0C/0C");
    }

    @Test
    void immediateData_beyondFirstBurst_endsTheCommand() {
        Initiator initiator = world.login("FirstBurstLength=512");
        initiator.command(0xA0, 600, "55 00 00 00 00 00 00 02 58 00", new byte[513]);
        assertAborted(initiator.hearOne(), "B/0C/0C");
    }

    /** As the test iSCSIDataSnInvalid of libiscsi does. */
    @ParameterizedTest
    @CsvSource({"0, 0", "27, 1", "-1, 1", "1, 0"})
    void dataSn_wrong_endsTheCommand_andWhatFollowsIsDropped(int first, int second) {
        Initiator initiator = world.login("InitialR2T=No");
        int tag = initiator.command(0x20, 4, TAKE_4);
        initiator.dataOut(0x00, tag, -1, new int[] {first, 0}, hex("01 02"));
        initiator.dataOut(0x80, tag, -1, new int[] {second, 2}, hex("03 04"));
        assertAborted(initiator.hearOne(), "B/47/05");
        assertThat(initiator.hear()).isEmpty();
        initiator.command(0xA0, 4, TAKE_4, hex("01 02 03 04"));
        assertDone(initiator.hearOne(), "01020304");
    }

    @Test
    void transferTag_thatWasNotGiven_endsTheCommand() {
        Initiator initiator = world.login();
        int tag = initiator.command(0xA0, 4, TAKE_4);
        Reply asked = initiator.hearOne();
        initiator.dataOut(0x80, tag, asked.i32(20) + 1, new int[] {0, 0}, hex("01 02 03 04"));
        assertAborted(initiator.hearOne(), "B/0C/0C");
    }

    @Test
    void lessThanAskedFor_endsTheCommand() {
        Initiator initiator = world.login();
        int tag = initiator.command(0xA0, 4, TAKE_4);
        Reply asked = initiator.hearOne();
        initiator.dataOut(0x80, tag, asked.i32(20), new int[] {0, 0}, hex("01 02 03"));
        assertAborted(initiator.hearOne(), "B/0C/0D");
    }

    @Test
    void dataOfNoCommand_isDropped() {
        Initiator initiator = world.login();
        initiator.dataOut(0x80, 12345, -1, new int[] {0, 0}, hex("01 02 03"));
        assertThat(initiator.hear()).isEmpty();
        assertThat(initiator.isOpen()).isTrue();
    }

    @Test
    void memoryUsedUp_isTaskSetFull_untilItIsGivenBack() {
        Initiator initiator = world.login();
        // Three times 60,000 of 200,000 bytes.
        String take = "55 00 00 00 00 00 00 EA 60 00";
        int first = initiator.command(0xA0, 60_000, take);
        initiator.command(0xA0, 60_000, take);
        initiator.command(0xA0, 60_000, take);
        assertThat(initiator.hear().stream().map(Reply::opcode)).containsExactly(0x31, 0x31, 0x31);
        initiator.command(0xA0, 60_000, take);
        Reply full = initiator.hearOne();
        assertThat(full.opcode()).isEqualTo(0x21);
        assertThat(full.u8(3)).isEqualTo(0x28);
        initiator.taskManagement(1, first, 10);
        assertThat(initiator.hearOne().u8(2)).isZero();
        initiator.command(0xA0, 60_000, take);
        assertThat(initiator.hearOne().opcode()).isEqualTo(0x31);
    }

    /** An initiator that is still sending is not answered, as one may take that for an answer to nothing. */
    @Test
    void memoryUsedUp_isToldWhenAllIsHereThatWasOnTheWay() {
        Initiator initiator = world.login("InitialR2T=No");
        String take = "55 00 00 00 00 00 00 EA 60 00";
        for (int i = 0; i < 3; i++) {
            initiator.command(0xA0, 60_000, take);
        }
        assertThat(initiator.hear()).hasSize(3);
        int tag = initiator.command(0x20, 60_000, take);
        initiator.dataOut(0x00, tag, -1, new int[] {0, 0}, new byte[8192]);
        assertThat(initiator.hear()).isEmpty();
        initiator.dataOut(0x80, tag, -1, new int[] {1, 8192}, new byte[8192]);
        assertThat(initiator.hearOne().u8(3)).isEqualTo(0x28);
    }
}
