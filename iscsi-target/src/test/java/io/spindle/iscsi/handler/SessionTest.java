package io.spindle.iscsi.handler;

import static io.spindle.iscsi.Bytes.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.spindle.iscsi.Bytes;
import io.spindle.iscsi.Initiator;
import io.spindle.iscsi.Reply;
import io.spindle.iscsi.target.IscsiTarget;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How sessions begin and end, and what they do beside commands. */
final class SessionTest {
    private static final String PORT = "iqn.2026-01.com.example:a,i,0x800000000001";

    private final World world = new World();

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void login_attaches_andConnectionLost_detaches() {
        Initiator initiator = world.login();
        assertThat(world.unit.log).containsExactly("attach " + PORT);
        initiator.command(0xA0, 4, "55 00 00 00 00 00 00 00 04");
        initiator.close();
        assertThat(world.unit.log).containsExactly("attach " + PORT, "detach " + PORT);
        assertThat(world.handles.count()).isZero();
    }

    @Test
    void logout_detachesAsExpected() {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x46, 0x80));
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x26);
        assertThat(reply.u8(2)).isZero();
        initiator.hear();
        assertThat(initiator.isOpen()).isFalse();
        assertThat(world.unit.log).containsExactly("attach " + PORT, "detach " + PORT + " expected");
    }

    @ParameterizedTest
    @CsvSource({
        // reason, connection, result, closed
        "0, 1, 0, true",
        "0, 9, 0, true",
        "1, 1, 0, true",
        "1, 9, 1, false",
        "2, 1, 2, false",
    })
    void logout_everyReason(int reason, int cid, int result, boolean closed) {
        Initiator initiator = world.login();
        ByteBuf header = initiator.next(0x06, 0x80 | reason);
        header.setShort(20, cid);
        initiator.send(header);
        assertThat(initiator.hearOne().u8(2)).isEqualTo(result);
        initiator.hear();
        assertThat(initiator.isOpen()).isEqualTo(!closed);
    }

    @Test
    void logout_unknownReason_isRejected() {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x06, 0x83));
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x3F);
        assertThat(reply.u8(2)).isEqualTo(0x09);
    }

    @Test
    void samePortAgain_theOldSessionEnds() {
        Initiator first = world.login();
        first.command(0xA0, 4, "55 00 00 00 00 00 00 00 04");
        Initiator second = world.login();
        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isTrue();
        assertThat(world.unit.log).containsExactly("attach " + PORT, "detach " + PORT, "attach " + PORT);
        assertThat(world.handles.count()).isEqualTo(1);
        second.command(0x80, 0, "00");
        assertThat(second.hearOne().u8(3)).isZero();
    }

    @Test
    void otherIsidOrName_isAnotherSession() {
        Initiator first = world.login();
        Initiator second = world.connect();
        assertThat(second.tryLogin(2, Initiator.NAME, World.TARGET).u16(36)).isZero();
        Initiator third = world.connect();
        assertThat(third.tryLogin(1, "iqn.2026-01.com.example:b", World.TARGET).u16(36))
                .isZero();
        assertThat(List.of(first, second, third)).allMatch(Initiator::isOpen);
        assertThat(world.unit.attached).hasSize(3);
    }

    @Test
    void targetPortalGroupTag_andHandle_areToldInTime() {
        Initiator initiator = world.connect();
        Reply reply = initiator.tryLogin(1, Initiator.NAME, World.TARGET);
        assertThat(reply.text()).startsWith("TargetPortalGroupTag=1\0");
        assertThat(reply.u16(14)).isNotZero();
        assertThat(reply.u8(1)).isEqualTo(0x87);
        assertThat(reply.statSn()).isEqualTo(5);
        assertThat(reply.expCmdSn()).isEqualTo(10);
        assertThat(reply.maxCmdSn()).isEqualTo(13);
    }

    @Test
    void sessions_areBounded() {
        List<Initiator> initiators = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Initiator initiator = world.connect();
            assertThat(initiator.tryLogin(i, Initiator.NAME, World.TARGET).u16(36))
                    .isZero();
            initiators.add(initiator);
        }
        Initiator ninth = world.connect();
        assertThat(ninth.tryLogin(9, Initiator.NAME, World.TARGET).u16(36)).isEqualTo(0x0302);
        ninth.hear();
        assertThat(ninth.isOpen()).isFalse();
        initiators.get(0).close();
        Initiator tenth = world.connect();
        assertThat(tenth.tryLogin(10, Initiator.NAME, World.TARGET).u16(36)).isZero();
    }

    @Test
    void login_thatFails_isAnsweredAndClosed() {
        Initiator initiator = world.connect();
        assertThat(initiator
                        .tryLogin(1, Initiator.NAME, "iqn.2026-01.io.spindle:none")
                        .u16(36))
                .isEqualTo(0x0203);
        initiator.hear();
        assertThat(initiator.isOpen()).isFalse();
    }

    @Test
    void login_thatTakesTooLong_isClosed() {
        Initiator initiator = world.connect();
        world.pass(Duration.ofSeconds(9));
        assertThat(initiator.isOpen()).isTrue();
        world.pass(Duration.ofSeconds(2));
        assertThat(initiator.isOpen()).isFalse();
    }

    @Test
    void session_mayBeSilentLongerThanALogin() {
        Initiator initiator = world.login();
        world.pass(Duration.ofSeconds(60));
        initiator.command(0x80, 0, "00");
        assertThat(initiator.hearOne().u8(3)).isZero();
    }

    @Test
    void firstPdu_thatIsNoLogin_isClosed() {
        Initiator initiator = world.connect();
        initiator.command(0x80, 0, "00");
        assertThat(initiator.isOpen()).isFalse();
    }

    @Test
    void loginText_longerThanTheStandardAllows_isClosed() {
        Initiator initiator = world.connect();
        initiator.send(Initiator.header(0x43, 0x87), new byte[8193]);
        assertThat(initiator.isOpen()).isFalse();
    }

    @Test
    void removedTarget_itsSessionsEnd_andNobodyLogsIn() {
        Initiator initiator = world.login();
        world.targets.remove(World.TARGET);
        assertThat(initiator.isOpen()).isFalse();
        assertThat(world.connect().tryLogin(1, Initiator.NAME, World.TARGET).u16(36))
                .isEqualTo(0x0203);
    }

    @Test
    void discovery_tellsTargets_andServesNoCommands() {
        world.targets.add(
                IscsiTarget.open("iqn.2026-01.io.spindle:d1", world.unit),
                world.targets.thread(World.TARGET).orElseThrow());
        Initiator initiator = world.connect().login("");
        initiator.send(initiator.next(0x44, 0x80).setInt(20, -1), "SendTargets=All\0".getBytes());
        assertThat(initiator.hearOne().text())
                .isEqualTo("TargetName=iqn.2026-01.io.spindle:d0\0TargetAddress=127.0.0.1:3260,1\0"
                        + "TargetName=iqn.2026-01.io.spindle:d1\0TargetAddress=127.0.0.1:3260,1\0");
        initiator.command(0x80, 0, "00");
        Reply reject = initiator.hearOne();
        assertThat(reject.opcode()).isEqualTo(0x3F);
        assertThat(reject.u8(2)).isEqualTo(0x05);
        initiator.taskManagement(5, -1, 0);
        assertThat(initiator.hearOne().u8(2)).isEqualTo(0x05);
        initiator.send(initiator.next(0x46, 0x80));
        assertThat(initiator.hearOne().u8(2)).isZero();
        assertThat(world.unit.log).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SendTargets=All\0", "SendTargets=\0", "SendTargets=iqn.2026-01.io.spindle:d0\0"})
    void normalSession_isToldOfItsOwnTarget_only(String text) {
        world.targets.add(
                IscsiTarget.open("iqn.2026-01.io.spindle:d1", world.unit),
                world.targets.thread(World.TARGET).orElseThrow());
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x44, 0x80).setInt(20, -1), text.getBytes());
        assertThat(initiator.hearOne().text())
                .isEqualTo("TargetName=iqn.2026-01.io.spindle:d0\0TargetAddress=127.0.0.1:3260,1\0");
    }

    @Test
    void text_wrongValue_isRejectedWithItsHeader() {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x44, 0x80).setInt(20, -1), "SendTargets=Alle\0".getBytes());
        Reply reject = initiator.hearOne();
        assertThat(reject.opcode()).isEqualTo(0x3F);
        assertThat(reject.tag()).isEqualTo(-1);
        assertThat(reject.data()).hasSize(48);
        assertThat(ByteBuffer.wrap(reject.data()).getInt(16)).isEqualTo(initiator.lastTag());
    }

    @Test
    void ping_isEchoed() {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x00, 0x80).setInt(20, -1), hex("01 02 03 04 05"));
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x20);
        assertThat(reply.tag()).isEqualTo(initiator.lastTag());
        assertThat(reply.i32(20)).isEqualTo(-1);
        assertThat(reply.data()).containsExactly(1, 2, 3, 4, 5);
        assertThat(reply.expCmdSn()).isEqualTo(11);
    }

    @Test
    void ping_longerThanTheInitiatorTakes_isEchoedInPart() {
        Initiator initiator = world.login("MaxRecvDataSegmentLength=512");
        initiator.send(initiator.next(0x40, 0x80).setInt(20, -1), new byte[600]);
        assertThat(initiator.hearOne().data()).hasSize(512);
    }

    @Test
    void nopOut_withoutTaskTag_isNotAnswered() {
        Initiator initiator = world.login();
        initiator.send(
                Initiator.header(0x40, 0x80).setInt(16, -1).setInt(20, -1).setInt(24, 10));
        assertThat(initiator.hear()).isEmpty();
    }

    /** iPXE ends a session at a ping, and at anything that it did not ask for. */
    @Test
    void silentInitiator_thatNeverPinged_isLeftAlone() {
        Initiator initiator = world.login();
        world.pass(Duration.ofMinutes(10));
        assertThat(initiator.hear()).isEmpty();
        assertThat(initiator.isOpen()).isTrue();
    }

    @Test
    void silentInitiator_thatPinged_isPingedAndThenClosed() {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x40, 0x80).setInt(20, -1));
        initiator.hearOne();
        world.pass(Duration.ofSeconds(31));
        assertThat(initiator.hear()).isEmpty();
        world.pass(Duration.ofSeconds(30));
        Reply ping = initiator.hearOne();
        assertThat(ping.opcode()).isEqualTo(0x20);
        assertThat(ping.tag()).isEqualTo(-1);
        assertThat(ping.i32(20)).isNotEqualTo(-1);
        world.pass(Duration.ofSeconds(30));
        assertThat(initiator.isOpen()).isFalse();
    }

    @Test
    void silentInitiator_thatAnswersThePing_stays() {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x40, 0x80).setInt(20, -1));
        initiator.hearOne();
        for (int i = 0; i < 5; i++) {
            world.pass(Duration.ofSeconds(30));
            for (Reply ping : initiator.hear()) {
                initiator.send(Initiator.header(0x40, 0x80)
                        .setInt(16, -1)
                        .setInt(20, ping.i32(20))
                        .setInt(24, initiator.cmdSn()));
            }
        }
        assertThat(initiator.isOpen()).isTrue();
    }

    @Test
    void snack_isRejected() {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x50, 0x80));
        assertThat(initiator.hearOne().u8(2)).isEqualTo(0x03);
    }

    @ParameterizedTest
    @CsvSource({"28, 5", "49, 4", "3, 4"})
    void pdu_thatCannotBeUsed_isRejected_andTheSessionGoesOn(int opcode, int reason) {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x40 | opcode, 0x80));
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x3F);
        assertThat(reply.u8(2)).isEqualTo(reason);
        initiator.command(0x80, 0, "00");
        assertThat(initiator.hearOne().u8(3)).isZero();
    }

    @Test
    void tag_thatIsInUse_isRejected() {
        Initiator initiator = world.login();
        int tag = initiator.command(0xA0, 4, "55 00 00 00 00 00 00 00 04");
        initiator.hearOne();
        ByteBuf header = initiator.next(0x01, 0x80);
        header.setInt(16, tag);
        initiator.send(header);
        assertThat(initiator.hearOne().u8(2)).isEqualTo(0x07);
    }

    @Test
    void tag_thatStandsForNone_isRejected() {
        Initiator initiator = world.login();
        initiator.send(initiator.next(0x01, 0x80).setInt(16, -1));
        assertThat(initiator.hearOne().u8(2)).isEqualTo(0x09);
    }

    @Test
    void immediateCommands_areBounded() {
        Initiator initiator = world.login();
        for (int i = 0; i < 17; i++) {
            ByteBuf header = initiator.next(0x41, 0xA0);
            header.setInt(20, 4).setBytes(32, hex("55 00 00 00 00 00 00 00 04"));
            initiator.send(header);
        }
        List<Reply> replies = initiator.hear();
        assertThat(replies.subList(0, 16)).allMatch(it -> it.opcode() == 0x31);
        assertThat(replies.get(16).opcode()).isEqualTo(0x3F);
        assertThat(replies.get(16).u8(2)).isEqualTo(0x06);
    }

    @Test
    void data_longerThanAgreed_isRejectedAndClosed() {
        Initiator initiator = world.login();
        initiator.raw(hex("00 80 00 00 00 04 00 01" + "00".repeat(40)));
        Reply reply = initiator.hearOne();
        assertThat(reply.opcode()).isEqualTo(0x3F);
        assertThat(reply.u8(2)).isEqualTo(0x04);
        initiator.hear();
        assertThat(initiator.isOpen()).isFalse();
    }

    @Test
    void headerDigest_wrong_isClosedWithoutAWord() {
        Initiator initiator = world.login("HeaderDigest=CRC32C");
        initiator.raw(hex("00".repeat(52)));
        assertThat(initiator.hear()).isEmpty();
        assertThat(initiator.isOpen()).isFalse();
    }

    @Test
    void dataDigest_wrong_isRejectedAndClosed() {
        Initiator initiator = world.login("DataDigest=CRC32C");
        initiator.raw(hex("40 80 00 00 00 00 00 04" + "00".repeat(40) + "01 02 03 04 00 00 00 00"));
        assertThat(initiator.hearOne().u8(2)).isEqualTo(0x02);
        initiator.hear();
        assertThat(initiator.isOpen()).isFalse();
    }

    @Test
    void extendedCdb_isHandedOnWhole() {
        Initiator initiator = world.login();
        initiator.raw(hex("01 80 00 00 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 70 00 00 00 00 00 00 00 0A"
                + "00 00 00 00 7F 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 00 05 01 00 10 11 12 13"));
        Reply reply = initiator.hearOne();
        assertThat(reply.sense()).isEqualTo("5/20/00");
        assertThat(world.unit.requests.get(0).cdb().lengthBytes()).isEqualTo(20);
        assertThat(world.unit.requests.get(0).cdb().u8(19)).isEqualTo(0x13);
    }

    @Test
    void everyCut_ofAConversation_isTheSame() {
        byte[] conversation = hex("01 C0 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 70 00 00 08 00 00 00 00 0A"
                + "00 00 00 00 28 00 00 00 00 01 00 00 01 00 00 00 00 00 00 00"
                + "40 80 00 00 00 00 00 03 00 00 00 00 00 00 00 00 00 00 00 71 FF FF FF FF 00 00 00 0B"
                + "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 61 62 63 00");
        for (int cut = 0; cut <= conversation.length; cut++) {
            Initiator initiator = world.login();
            initiator.raw(java.util.Arrays.copyOf(conversation, cut));
            initiator.raw(java.util.Arrays.copyOfRange(conversation, cut, conversation.length));
            List<Reply> replies = initiator.hear();
            assertThat(replies).hasSize(2);
            assertThat(replies.get(0).data()).hasSize(2048);
            assertThat(Bytes.of(ByteBuffer.wrap(replies.get(1).data()))).isEqualTo("616263");
        }
    }
}
