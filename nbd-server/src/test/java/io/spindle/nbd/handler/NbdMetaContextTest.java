package io.spindle.nbd.handler;

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

/** Metadata contexts, from their selection to NBD_CMD_BLOCK_STATUS, as bytes. */
final class NbdMetaContextTest {
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final String STRUCTURED = option(8, "");
    private static final String ACK = "00000001";
    private static final String INVALID = "80000003";

    @Test
    void list_withoutQueriesOrWithWildcard_namesTheContext() {
        for (String queries : new String[] {"00000000", queries("base:"), queries("x:y", "base:allocation")}) {
            try (Conversation it = begun()) {
                it.say(option(LIST, text("a.iso") + queries));
                assertThat(it.heard())
                        .isEqualTo(hex(
                                reply(LIST, "00000004", "00000000" + ascii("base:allocation")) + reply(LIST, ACK, "")));
            }
        }
    }

    @Test
    void list_queriesThatMatchNothing_isEmpty() {
        try (Conversation it = begun()) {
            it.say(option(LIST, text("") + queries("qemu:", "base:else")));
            assertThat(it.heard()).isEqualTo(hex(reply(LIST, ACK, "")));
        }
    }

    @Test
    void set_itsName_selectsItWithAnIdentifier() {
        try (Conversation it = begun()) {
            it.say(option(SET, text("a.iso") + queries("qemu:dirty-bitmap:b", "base:allocation", "base:allocation")));
            assertThat(it.heard())
                    .isEqualTo(
                            hex(reply(SET, "00000004", "00000001" + ascii("base:allocation")) + reply(SET, ACK, "")));
        }
    }

    @Test
    void set_wildcardOrNothing_selectsNothing() {
        for (String queries : new String[] {"00000000", queries("base:")}) {
            try (Conversation it = begun()) {
                it.say(option(SET, text("holes.iso") + queries));
                assertThat(it.heard()).isEqualTo(hex(reply(SET, ACK, "")));
                assertNoContext(it, "holes.iso");
            }
        }
    }

    @Test
    void listAndSet_beforeStructuredReplies_areInvalid() {
        for (int number : new int[] {LIST, SET}) {
            try (Conversation it = Conversation.begun()) {
                it.say(option(number, text("a.iso") + queries("base:allocation")));
                assertThat(it.heard()).startsWith(hex("0003e889045565a9" + String.format("%08x", number) + INVALID));
            }
        }
    }

    @Test
    void listAndSet_unknownExport_areUnknown() {
        for (int number : new int[] {LIST, SET}) {
            try (Conversation it = begun()) {
                it.say(option(number, text("b.iso") + queries("base:allocation")));
                assertThat(it.heard()).startsWith(hex("0003e889045565a9" + String.format("%08x", number) + "80000006"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00000005 612e69736f",
                "00000005 612e69736f 00000001",
                "00000005 612e69736f 00000001 ffffffff",
                "00000005 612e69736f 00000001 00000010 626173653a",
                "00000005 612e69736f 00000000 00", // bytes behind the last field
                // Bytes behind the last field that look like an option.
                "00000005 612e69736f 00000000 49484156454f5054 00000003 00000000",
                "00000005 612e69736f 00000001 00000004 62617365", // no colon
            })
    void listAndSet_badlyFormed_areInvalidAndInSync(String data) {
        for (int number : new int[] {LIST, SET}) {
            try (Conversation it = begun()) {
                it.say(option(number, data) + option(2, ""));
                assertThat(it.heard())
                        .startsWith(hex("0003e889045565a9" + String.format("%08x", number) + INVALID))
                        .endsWith(hex(reply(2, ACK, "")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000101", "7fffffff", "ffffffff"})
    void moreQueriesThanAreTaken_isTooBig(String count) {
        try (Conversation it = begun()) {
            it.say(option(SET, text("a.iso") + count) + option(2, ""));
            assertThat(it.heard())
                    .startsWith(hex("0003e889045565a9 0000000a 80000009"))
                    .endsWith(hex(reply(2, ACK, "")));
        }
    }

    @Test
    void contextSetForOneExport_isForgottenByAnother() {
        try (Conversation it = begun()) {
            it.say(select("holes.iso"));
            assertNoContext(it, "a.iso");
        }
    }

    @Test
    void contextSetByNameOfTheDefaultExport_holdsForTheEmptyName() {
        try (Conversation it = begun()) {
            it.say(select("a.iso") + option(7, text("") + "0000"));
            it.heard();
            it.say(request(0, 7, 1, 0, 0x800));
            assertThat(it.heard())
                    .isEqualTo(hex("668e33ef 0001 0005 0000000000000001 0000000c 00000001 00000800 00000000"));
        }
    }

    @Test
    void setThatFails_clearsWhatWasSet() {
        String[] failing = {
            text("b.iso") + queries("base:allocation"), text("holes.iso") + queries("allocation"),
        };
        for (String data : failing) {
            try (Conversation it = begun()) {
                it.say(select("holes.iso") + option(SET, data));
                it.heard();
                assertNoContext(it, "holes.iso");
            }
        }
    }

    /** A SET that cannot even be read replaces what was set, too. */
    @Test
    void setThatIsBadlyFormed_clearsWhatWasSet() {
        for (String data : new String[] {"", text("holes.iso") + "000000ff", text("holes.iso") + "7fffffff"}) {
            try (Conversation it = begun()) {
                it.say(select("holes.iso") + option(SET, data));
                it.heard();
                assertNoContext(it, "holes.iso");
            }
        }
    }

    @Test
    void blockStatus_wholeRange_alternatesAndAddsUp() {
        try (Conversation it = reading()) {
            it.say(request(0, 7, 1, 512, 2048));
            assertThat(it.heard())
                    .isEqualTo(hex("668e33ef 0001 0005 0000000000000001 0000001c 00000001"
                            + "00000200 00000000 00000400 00000003 00000200 00000000"));
        }
    }

    @Test
    void blockStatus_requestOne_isOneExtentNoLongerThanTheRequest() {
        try (Conversation it = reading()) {
            it.say(request(8, 7, 1, 0, 2048) + request(8, 7, 2, 1024, 100));
            assertThat(it.heard())
                    .isEqualTo(hex("668e33ef 0001 0005 0000000000000001 0000000c 00000001 00000400 00000000"
                            + "668e33ef 0001 0005 0000000000000002 0000000c 00000001 00000064 00000003"));
        }
    }

    @Test
    void blockStatus_extended_isWide() {
        try (Conversation it = Conversation.begun()) {
            it.say(option(11, "") + select("holes.iso") + option(7, text("holes.iso") + "0000"));
            it.heard();
            it.say("21e41c71 0000 0007 0000000000000001 0000000000000400 0000000000000600");
            assertThat(it.heard())
                    .isEqualTo(hex("6e8a278c 0001 0006 0000000000000001 0000000000000400 0000000000000028"
                            + "00000001 00000002"
                            + "0000000000000400 0000000000000003 0000000000000200 0000000000000000"));
        }
    }

    @Test
    void blockStatus_pastTheEndOrOfNothingOrWithOtherFlags_isInvalid() {
        try (Conversation it = reading()) {
            String[] bad = {
                request(0, 7, 1, 0, 0x4001), request(0, 7, 1, 0, 0), request(0, 7, 1, -1, 2), request(4, 7, 1, 0, 1),
            };
            for (String request : bad) {
                it.say(request);
                assertThat(it.heard())
                        .startsWith(hex("668e33ef 0001 8001 0000000000000001"))
                        .contains("00000016");
            }
        }
    }

    private static Conversation begun() {
        Conversation it = Conversation.begun();
        it.say(STRUCTURED);
        it.heard();
        return it;
    }

    private static Conversation reading() {
        return Conversation.reading("holes.iso", STRUCTURED, select("holes.iso"));
    }

    private static String select(String name) {
        return option(SET, text(name) + queries("base:allocation"));
    }

    private static String queries(String... queries) {
        StringBuilder data = new StringBuilder(String.format("%08x", queries.length));
        for (String query : queries) {
            data.append(text(query));
        }
        return data.toString();
    }

    private static void assertNoContext(Conversation it, String name) {
        it.say(option(7, text(name) + "0000"));
        it.heard();
        it.say(request(0, 7, 1, 0, 512) + request(0, 0, 2, 2, 2));
        assertThat(it.heard())
                .startsWith(hex("668e33ef 0001 8001 0000000000000001"))
                .contains("00000016")
                .endsWith(hex("0000000000000002 0203"));
    }
}
