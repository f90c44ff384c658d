package io.spindle.nbd.handler;

import static io.spindle.nbd.handler.Conversation.FLAGS;
import static io.spindle.nbd.handler.Conversation.ascii;
import static io.spindle.nbd.handler.Conversation.hex;
import static io.spindle.nbd.handler.Conversation.option;
import static io.spindle.nbd.handler.Conversation.reply;
import static io.spindle.nbd.handler.Conversation.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContextBuilder;
import io.spindle.nbd.handler.Negotiation.TlsState;
import io.spindle.nbd.protocol.NbdRep;
import io.spindle.nbd.protocol.OptionRequest;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A FORCEDTLS listener before and after the TLS handshake; real clients go through it in TlsIT. */
final class NbdTlsNegotiationTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 6, 7, 8, 9, 10, 11, 99})
    void anyOtherOption_beforeTls_isRefusedInSync(int number) {
        try (Conversation it = begun()) {
            it.say(option(number, "00000000") + option(2, ""));
            assertThat(it.heard())
                    .startsWith(hex("0003e889045565a9" + String.format("%08x", number) + "80000005"))
                    .endsWith(hex(reply(2, "00000001", "")));
        }
    }

    @Test
    void exportName_beforeTls_isClosed() {
        try (Conversation it = begun()) {
            it.say(option(1, ascii("a.iso")));
            assertThat(it.heard()).isEmpty();
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void startTls_carryingData_isInvalidAndNotBegun() {
        try (Conversation it = begun()) {
            it.say(option(5, "00") + option(2, ""));
            assertThat(it.heard())
                    .startsWith(hex("0003e889045565a9 00000005 80000003"))
                    .endsWith(hex(reply(2, "00000001", "")));
        }
    }

    /** They would be taken for what TLS protects (CVE-2021-3716). */
    @Test
    void plainTextBehindStartTls_isClosedAndNotLookedAt() {
        try (Conversation it = begun()) {
            it.say(option(5, "") + option(7, text("a.iso") + "0000"));
            assertThat(it.heard()).isEqualTo(hex(reply(5, "00000001", "")));
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void clientWithoutFixedNewstyle_isClosed() {
        try (Conversation it = conversation()) {
            it.heard();
            it.say("00000000" + option(1, ascii("a.iso")));
            assertThat(it.heard()).isEmpty();
            assertThat(it.isOpen()).isFalse();
        }
    }

    @Test
    void secondStartTls_isInvalid() {
        Negotiation negotiation = new Negotiation(new SampleDiscs(), TlsState.REQUIRED, true);
        assertThat(negotiation.answer(new OptionRequest.StartTls()).next()).isInstanceOf(Negotiation.BeginTls.class);
        assertThat(types(negotiation.answer(new OptionRequest.StartTls()))).containsExactly(NbdRep.NBD_REP_ERR_INVALID);
    }

    @Test
    void startTls_forgetsWhatWasAgreed() {
        Negotiation negotiation = new Negotiation(new SampleDiscs(), TlsState.REQUIRED, true);
        negotiation.answer(new OptionRequest.StructuredReply());
        negotiation.answer(new OptionRequest.StartTls());
        assertThat(types(negotiation.answer(new OptionRequest.MetaContext(true, "a.iso", List.of("base:allocation")))))
                .containsExactly(NbdRep.NBD_REP_ERR_INVALID);
        assertThat(negotiation.transmissionFlags()).isEqualTo(0x0503);
    }

    @Test
    void afterTls_optionsAreServed() {
        Negotiation negotiation = new Negotiation(new SampleDiscs(), TlsState.REQUIRED, true);
        negotiation.answer(new OptionRequest.StartTls());
        assertThat(types(negotiation.answer(new OptionRequest.Info(false, "a.iso", List.of()))))
                .containsExactly(NbdRep.NBD_REP_INFO, NbdRep.NBD_REP_ACK);
    }

    private static List<NbdRep> types(Negotiation.Answer answer) {
        return answer.replies().stream().map(it -> it.type()).toList();
    }

    private static Conversation begun() {
        Conversation conversation = conversation();
        conversation.say(FLAGS);
        conversation.heard();
        return conversation;
    }

    private static Conversation conversation() {
        try {
            // No TLS handshake is begun with it.
            return new Conversation(
                    new SampleDiscs(), Optional.of(SslContextBuilder.forClient().build()));
        } catch (SSLException fault) {
            throw new AssertionError(fault);
        }
    }
}
