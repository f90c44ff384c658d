package io.spindle.nbd.handler;

import static io.spindle.nbd.handler.Conversation.FLAGS;
import static io.spindle.nbd.handler.Conversation.GREETING;
import static io.spindle.nbd.handler.Conversation.ascii;
import static io.spindle.nbd.handler.Conversation.hex;
import static io.spindle.nbd.handler.Conversation.option;
import static io.spindle.nbd.handler.Conversation.reply;
import static io.spindle.nbd.handler.Conversation.request;
import static io.spindle.nbd.handler.Conversation.text;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handshake phase as bytes. */
final class NbdHandshakeTest {
    private static final String ACK = "00000001";
    private static final String UNSUP = "80000001";
    private static final String POLICY = "80000002";
    private static final String INVALID = "80000003";
    private static final String UNKNOWN = "80000006";
    private static final String TOO_BIG = "80000009";

    /** NBD_OPT_GO for a.iso that asks for nothing. */
    private static final String GO = option(7, text("a.iso") + "0000");

    @Test
    void client_connected_isGreeted() {
        try (Conversation it = new Conversation()) {
            assertThat(it.heard()).isEqualTo(hex(GREETING));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000007", "80000001", "ffffffff"})
    void unknownClientFlags_closed(String flags) {
        try (Conversation it = new Conversation()) {
            it.say(flags);
            assertThat(it.isOpen()).isFalse();
            assertThat(it.heard()).isEqualTo(hex(GREETING));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 12, 99, -1})
    void unknownOption_refusedInSync(int number) {
        try (Conversation it = Conversation.begun()) {
            it.say(option(number, "deadbeef") + option(2, ""));
            assertThat(it.heard())
                    .startsWith(hex("0003e889045565a9" + String.format("%08x", number) + UNSUP))
                    .endsWith(hex(reply(2, ACK, "")));
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void abort_acknowledgedWhateverItCarries_thenClosed() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(2, "0102030405") + GO);
            assertThat(it.heard()).isEqualTo(hex(reply(2, ACK, "")));
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void list_everyExport_namedAndDescribedInItsOwnReply() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(3, ""));
            assertThat(it.heard())
                    .isEqualTo(hex(reply(3, "00000002", text("a.iso") + ascii("disc"))
                            + reply(3, "00000002", text("bad.iso"))
                            + reply(3, "00000002", text("holes.iso"))
                            + reply(3, ACK, "")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 8, 11})
    void optionWithoutFields_carryingData_isInvalid(int number) {
        try (Conversation it = Conversation.begun()) {
            it.say(option(number, "00") + option(2, ""));
            assertRefused(it, number, INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // less than the six bytes that every one has
                "0000000000",
                "000000ff 0000", // a name longer than the option
                "ffffffff 0000",
                "00000005 612e69736f", // no number of items
                "00000005 612e69736f 0001", // fewer items than announced
                "00000005 612e69736f ffff 0003",
                "00000005 612e69736f 0000 00", // bytes behind the last field
                "00000002 c328 0000", // not UTF-8
                "00000003 610062 0000", // NUL
            })
    void infoAndGo_badlyFormed_areInvalidAndInSync(String data) {
        for (int number : new int[] {6, 7}) {
            try (Conversation it = Conversation.begun()) {
                it.say(option(number, data) + option(2, ""));
                assertRefused(it, number, INVALID);
            }
        }
    }

    @Test
    void info_everyItem_answeredOnceAndExportAlways() {
        try (Conversation it = Conversation.begun()) {
            // Number 9 is not known, and the block size is asked for twice.
            it.say(option(6, text("") + "0005 0003 0001 0002 0009 0003"));
            assertThat(it.heard())
                    .isEqualTo(hex(reply(6, "00000003", "0000 0000000000000800 0503")
                            + reply(6, "00000003", "0003 00000001 00001000 02000000")
                            + reply(6, "00000003", "0001" + ascii("a.iso"))
                            + reply(6, "00000003", "0002" + ascii("disc"))
                            + reply(6, ACK, "")));
        }
    }

    @Test
    void infoThenGo_sameParameters_sameData() {
        try (Conversation it = Conversation.begun()) {
            String data = text("bad.iso") + "0003 0001 0002 0003";
            it.say(option(8, "") + option(6, data));
            String info = it.heard();
            it.say(option(7, data));
            String go = it.heard();
            assertThat(info).endsWith(go.replace(hex("0003e889045565a9 00000007"), hex("0003e889045565a9 00000006")));
            assertThat(go).contains(hex("0000 0000000000001000 0583"));
        }
    }

    @Test
    void goOfUnknownName_afterGoodInfo_isUnknown() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(6, text("a.iso") + "0000"));
            it.heard();
            it.say(option(7, text("b.iso") + "0000") + option(2, ""));
            assertRefused(it, 7, UNKNOWN);
        }
    }

    @Test
    void unknownName_ofAnyLength_isEchoedWithinTheLimitOfStrings() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(6, text("x".repeat(4096)) + "0000"));
            String answer = it.heard();
            assertThat(answer).startsWith(hex("0003e889045565a9 00000006" + UNKNOWN));
            assertThat(answer.length() / 2).isLessThan(20 + 4096);
        }
    }

    @Test
    void refusedName_isAnErrorOfPolicy_withTheReason() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(7, text("refused.iso") + "0000"));
            assertThat(it.heard())
                    .isEqualTo(
                            hex("0003e889045565a9 00000007 80000002 0000001b") + ascii("refused.iso is not?verified"));
        }
    }

    @Test
    void go_succeeds_withoutZeroesBehindIt() {
        try (Conversation it = new Conversation()) {
            it.heard();
            it.say("00000001" + GO + request(0, 0, 7, 2, 4));
            assertThat(it.heard())
                    .isEqualTo(hex(reply(7, "00000003", "0000 0000000000000800 0503")
                            + reply(7, ACK, "")
                            + "67446698 00000000 0000000000000007 02030405"));
        }
    }

    @Test
    void exportName_withAndWithoutNoZeroes_sends124ZeroesOrNone() {
        for (String flags : new String[] {"00000000", "00000001"}) {
            try (Conversation it = new Conversation()) {
                it.heard();
                it.say(flags + option(1, ascii("a.iso")));
                assertThat(it.heard()).isEqualTo(hex("0000000000000800 0503" + "00".repeat(124)));
            }
        }
        try (Conversation it = new Conversation()) {
            it.heard();
            it.say(FLAGS + option(1, ""));
            assertThat(it.heard()).isEqualTo(hex("0000000000000800 0503"));
        }
    }

    /** It has no error reply: what is said to it counts as the size of the export. */
    @Test
    void exportName_thatCannotBeServed_closedWithoutAWord() {
        for (String name : new String[] {ascii("b.iso"), "c328", "6100", "61".repeat(5000), "61".repeat(20_000)}) {
            try (Conversation it = Conversation.begun()) {
                it.say(option(1, name));
                assertThat(it.heard()).isEmpty();
                assertThat(it.isOpen()).isFalse();
            }
        }
    }

    @Test
    void clientWithoutFixedNewstyle_usingAnyOtherOption_isClosed() {
        try (Conversation it = new Conversation()) {
            it.heard();
            it.say("00000002" + option(3, ""));
            assertThat(it.heard()).isEmpty();
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void startTls_listenerWithoutTls_isRefusedByPolicy() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(5, "") + option(2, ""));
            assertRefused(it, 5, POLICY);
        }
    }

    @Test
    void structuredReply_afterExtendedHeaders_isRefused() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(11, "") + option(8, "") + option(2, ""));
            assertThat(it.heard())
                    .startsWith(hex(reply(11, ACK, "") + "0003e889045565a9 00000008 8000000a"))
                    .endsWith(hex(reply(2, ACK, "")));
        }
    }

    @Test
    void exportName_afterExtendedHeaders_isClosed() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(11, "") + option(1, ascii("a.iso")));
            assertThat(it.heard()).isEqualTo(hex(reply(11, ACK, "")));
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void oversizeOption_skippedAndRefusedInSync_holdingNothing() {
        try (Conversation it = Conversation.begun()) {
            it.say("49484156454f5054 00000007 00400000");
            for (int sent = 0; sent < 4 << 20; sent += 1 << 16) {
                it.say(new byte[1 << 16]);
                assertThat(it.heldBytes()).isLessThan(1 << 17);
            }
            it.say(option(2, ""));
            assertRefused(it, 7, TOO_BIG);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00400001", "7fffffff", "80000000", "ffffffff"})
    void optionOfAbsurdLength_closedAtOnce(String length) {
        try (Conversation it = Conversation.begun()) {
            it.say("49484156454f5054 00000007" + length);
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void wordThatIsNoOption_closed() {
        try (Conversation it = Conversation.begun()) {
            it.say("49484156454f5055 00000003 00000000");
            assertThat(it.heard()).isEmpty();
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void optionsWithoutEnd_closed() {
        try (Conversation it = Conversation.begun()) {
            // 64, and two for each of the three exports.
            it.say(option(3, "").repeat(70));
            assertThat(it.isOpen()).isTrue();
            it.say(option(3, ""));
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void silentClient_closedAfterTenSeconds() {
        try (Conversation it = new Conversation()) {
            it.passSeconds(9);
            assertThat(it.isOpen()).isTrue();
            it.passSeconds(1);
            assertThat(it.isOpen()).isFalse();
        }
    }

    /** Bytes that make no message do not count as life. */
    @Test
    void clientThatDrips_closedAfterTenSeconds() {
        try (Conversation it = new Conversation()) {
            it.say(FLAGS);
            for (int second = 0; second < 10; second++) {
                assertThat(it.isOpen()).isTrue();
                it.passSeconds(1);
                it.say("49");
            }
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void clientThatNeverDecides_closedAfterAMinute() {
        try (Conversation it = new Conversation()) {
            it.say(FLAGS);
            for (int turn = 0; turn < 12; turn++) {
                assertThat(it.isOpen()).isTrue();
                it.say(option(3, ""));
                it.passSeconds(5);
            }
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void transmissionPhase_hasNoTimeLimit() {
        try (Conversation it = Conversation.reading("a.iso")) {
            it.passSeconds(100_000);
            it.say(request(0, 0, 7, 2, 1));
            assertThat(it.heard()).isEqualTo(hex("67446698 00000000 0000000000000007 02"));
        }
    }

    /** The answer makes the connection unwritable and, being sent, writable again: what follows waits for its effect. */
    @Test
    void answerAcrossTheWatermark_takesEffectBeforeTheNextMessage() {
        try (Conversation it = Conversation.begun()) {
            it.writableUpTo(8);
            it.say(GO + request(0, 0, 7, 2, 4));
            assertThat(it.heard()).endsWith(hex(reply(7, ACK, "") + "67446698 00000000 0000000000000007 02030405"));
        }
    }

    private static void assertRefused(Conversation it, int option, String type) {
        assertThat(it.heard())
                .startsWith(hex("0003e889045565a9" + String.format("%08x", option) + type))
                .endsWith(hex(reply(2, ACK, "")));
    }
}
