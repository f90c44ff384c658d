package io.spindle.iscsi.handler;

import static io.spindle.iscsi.Bytes.clean;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.spindle.iscsi.Bytes;
import io.spindle.iscsi.FakeUnit;
import io.spindle.iscsi.Initiator;
import io.spindle.iscsi.Reply;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.SenseCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command sends, and how it ends. */
final class DataInTest {
    private final World world = new World();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void read_endsWithItsStatusInTheLastPdu() {
        Initiator initiator = world.login();
        int tag = initiator.read10(3, 1, 2048);
        Reply reply = initiator.hearOne();
        assertThat(Bytes.of(ByteBuffer.wrap(reply.header())))
                .isEqualTo(clean("25 81 00 00 00 00 08 00 00 00 00 00 00 00 00 00"
                        + String.format("%08x", tag)
                        + "FF FF FF FF 00 00 00 06 00 00 00 0B 00 00 00 0E 00 00 00 00 00 00 00 00 00 00 00 00"));
        assertThat(reply.data()).isEqualTo(FakeUnit.counting(2048));
        assertThat(initiator.hear()).isEmpty();
    }

    @Test
    void read_isCutAtWhatTheInitiatorTakes_andAtBursts() {
        Initiator initiator = world.login("MaxRecvDataSegmentLength=3000", "MaxBurstLength=4096");
        initiator.read10(0, 4, 8192);
        List<Reply> pdus = initiator.hear();
        assertThat(pdus.stream().map(it -> it.data().length)).containsExactly(3000, 1096, 3000, 1096);
        // F at the end of each burst, S at the end of all.
        assertThat(pdus.stream().map(it -> it.u8(1))).containsExactly(0x00, 0x80, 0x00, 0x81);
        assertThat(pdus.stream().map(it -> it.i32(36))).containsExactly(0, 1, 2, 3);
        assertThat(pdus.stream().map(it -> it.i32(40))).containsExactly(0, 3000, 4096, 7096);
        assertThat(pdus.stream().map(Reply::statSn)).containsExactly(0, 0, 0, 6);
        ByteBuffer whole = ByteBuffer.allocate(8192);
        pdus.forEach(it -> whole.put(it.data()));
        assertThat(whole.array()).isEqualTo(FakeUnit.counting(8192));
    }

    @Test
    void immediateDataRefused_hasNothingToDoWithTheStatus() {
        Initiator initiator = world.login("ImmediateData=No");
        initiator.read10(0, 1, 2048);
        assertThat(initiator.hearOne().u8(1)).isEqualTo(0x81);
    }

    @ParameterizedTest
    @CsvSource({
        // blocks, expected, flags of the last PDU, residual, bytes
        "1, 2048, 129, 0, 2048",
        "1, 10000, 131, 7952, 2048",
        "1, 200, 133, 1848, 200",
        "2, 2048, 133, 2048, 2048",
    })
    void residual_isInTheLastDataIn(int blocks, int expected, int flags, int residual, int bytes) {
        Initiator initiator = world.login();
        initiator.read10(0, blocks, expected);
        Reply reply = initiator.hearOne();
        assertThat(reply.u8(1)).isEqualTo(flags);
        assertThat(reply.i32(44)).isEqualTo(residual);
        assertThat(reply.data()).isEqualTo(Arrays.copyOf(FakeUnit.counting(4096), bytes));
    }

    @ParameterizedTest
    @CsvSource({
        // flags, expected, blocks, flags of the response, residual
        "192, 0, 1, 132, 2048",
        "192, 2048, 0, 130, 2048",
        "128, 0, 1, 132, 2048",
        "128, 0, 0, 128, 0",
        "160, 2048, 1, 130, 2048",
    })
    void residual_withoutData_isInTheResponse(int flags, int expected, int blocks, int answer, int residual) {
        Initiator initiator = world.login();
        initiator.command(flags, expected, String.format("28 00 00000000 00 %04X 00", blocks));
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x21);
        assertThat(reply.u8(1)).isEqualTo(answer);
        assertThat(reply.u8(3)).isZero();
        assertThat(reply.i32(44)).isEqualTo(residual);
    }

    @Test
    void checkCondition_isAResponseWithSense_andNothingTransferred() {
        Initiator initiator = world.login();
        initiator.command(0xC0, 512, "FF");
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x21);
        assertThat(reply.u8(1)).isEqualTo(0x82);
        assertThat(reply.u8(3)).isEqualTo(0x02);
        assertThat(reply.i32(44)).isEqualTo(512);
        assertThat(Bytes.of(ByteBuffer.wrap(reply.data())))
                .isEqualTo(clean("00 12 70 00 05 00 00 00 00 0A 00 00 00 00 20 00 00 00 00 00"));
    }

    @Test
    void reservationConflict_isAStatusWithoutSense() {
        Initiator initiator = world.login();
        initiator.command(0x80, 0, "16 00 00 00 00 00");
        Reply reply = initiator.hearOne();
        assertThat(reply.u8(3)).isEqualTo(0x18);
        assertThat(reply.data()).isEmpty();
    }

    @Test
    void bytes_arePaddedToFour() {
        Initiator initiator = world.login("DataDigest=CRC32C");
        initiator.command(0xC0, 96, "12 00 00 00 05 00");
        Reply reply = initiator.hearOne();
        assertThat(reply.data()).containsExactly(0, 1, 2, 3, 4);
        assertThat(reply.u8(1)).isEqualTo(0x83);
        assertThat(reply.i32(44)).isEqualTo(91);
    }

    @Test
    void digests_areOnEveryPduBehindTheLogin() {
        Initiator initiator = world.login("HeaderDigest=CRC32C", "DataDigest=CRC32C", "MaxRecvDataSegmentLength=1000");
        initiator.read10(0, 2, 4096);
        assertThat(initiator.hear().stream().map(it -> it.data().length)).containsExactly(1000, 1000, 1000, 1000, 96);
        initiator.command(0x80, 0, "00");
        assertThat(initiator.hearOne().u8(3)).isZero();
    }

    @Test
    void faultOfTheLogicalUnit_isATargetFailure_andTheSessionGoesOn() {
        world.unit.other = request -> {
            throw new IllegalStateException("a fault that the test asked for");
        };
        Initiator initiator = world.login();
        initiator.command(0xC0, 512, "FE");
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x21);
        assertThat(reply.u8(2)).isEqualTo(0x01);
        assertThat(world.log.lines(Level.ERROR)).hasSize(1);
        world.log.clear();
        initiator.command(0x80, 0, "00");
        assertThat(initiator.hearOne().u8(3)).isZero();
    }

    @Test
    void disc_thatIsClosedAlready_isNoMedium() {
        Initiator initiator = world.login();
        world.unit.hold.release();
        initiator.read10(0, 1, 2048);
        assertThat(initiator.hearOne().sense()).isEqualTo("2/3A/01");
    }

    @Test
    void lun_isTakenApart() {
        Initiator initiator = world.login();
        var header = initiator.next(0x01, 0x80);
        header.setLong(8, 0x4005000000000000L);
        initiator.send(header);
        initiator.hearOne();
        assertThat(world.unit.requests.get(0).lun()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2048, 65536, 70000})
    void sizes_ofBytes_areAllSent(int lengthBytes) {
        world.unit.other = request -> CommandOutcome.good(FakeUnit.counting(lengthBytes), lengthBytes);
        Initiator initiator = world.login("MaxRecvDataSegmentLength=65536");
        initiator.command(0xC0, lengthBytes, "FD");
        ByteBuffer whole = ByteBuffer.allocate(lengthBytes);
        initiator.hear().forEach(it -> whole.put(it.data()));
        assertThat(whole.array()).isEqualTo(FakeUnit.counting(lengthBytes));
    }

    @Test
    void segmentLength_changedLater_holdsFromThenOn() {
        Initiator initiator = world.login("MaxRecvDataSegmentLength=65536");
        initiator.send(initiator.next(0x44, 0x80).setInt(20, -1), "MaxRecvDataSegmentLength=1024\0".getBytes());
        assertThat(initiator.hearOne().data()).isEmpty();
        initiator.read10(0, 1, 2048);
        assertThat(initiator.hear().stream().map(it -> it.data().length)).containsExactly(1024, 1024);
    }

    @Test
    void unreadable_isToldByTheSense() {
        world.unit.other = request -> CommandOutcome.check(SenseCode.UNRECOVERED_READ_ERROR);
        Initiator initiator = world.login();
        initiator.command(0xC0, 2048, "FC");
        assertThat(initiator.hearOne().sense()).isEqualTo("3/11/00");
    }
}
