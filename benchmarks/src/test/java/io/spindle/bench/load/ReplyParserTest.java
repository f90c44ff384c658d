package io.spindle.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Requests are of 8 bytes at offsets 0 (cookie 0) and 8 (cookie 1). */
class ReplyParserTest {
    private static final String FIRST_WORD = "9E3779B97F4A7C15";
    private static final String SECOND_WORD = "3C6EF372FE94F82A";
    private static final String SIMPLE_FIRST = "67446698 00000000 0000000000000000 " + FIRST_WORD;
    private static final String SIMPLE_SECOND = "67446698 00000000 0000000000000001 " + SECOND_WORD;
    private static final String CHUNK_OF_FIRST =
            "668e33ef 0000 0001 0000000000000000 0000000c 0000000000000000 9E3779B9";
    private static final String REST_OF_FIRST =
            "668e33ef 0001 0001 0000000000000000 0000000c 0000000000000004 7F4A7C15";
    private static final String HOLE_FOR_SECOND =
            "668e33ef 0000 0002 0000000000000001 0000000c 0000000000000008 00000008";
    private static final String DONE_WITH_SECOND = "668e33ef 0001 0000 0000000000000001 00000000";

    private final InFlight inFlight = new InFlight(2, 8);

    @Test
    void simple_twoRepliesOutOfOrder_finishesBothAtEveryCut() throws Exception {
        finishesBothAtEveryCut(SIMPLE_SECOND + SIMPLE_FIRST, new LoadOptions(false, true, 1));
    }

    @Test
    void structured_chunksOfTwoReplies_finishesBothAtEveryCut() throws Exception {
        finishesBothAtEveryCut(
                CHUNK_OF_FIRST + HOLE_FOR_SECOND + REST_OF_FIRST + DONE_WITH_SECOND, new LoadOptions(true, false, 1));
    }

    @Test
    void verify_wrongByte_isNamed() {
        failsWith("byte 15", SIMPLE_SECOND.replace("F82A", "F82B"), new LoadOptions(false, true, 1));
    }

    @Test
    void verify_hole_isRefused() {
        failsWith("a hole at byte 8", HOLE_FOR_SECOND, new LoadOptions(true, true, 1));
    }

    @Test
    void simple_error_isReported() {
        failsWith("read at 8 was answered with error 5", "67446698 00000005 0000000000000001");
    }

    @Test
    void structured_errorChunk_isReported() {
        failsWith(
                "read at 8 was answered with error 22",
                "668e33ef 0001 8001 0000000000000001 00000006 00000016 0000",
                new LoadOptions(true, false, 1));
    }

    @Test
    void simple_unknownCookie_isReported() {
        failsWith("cookie 0x2", "67446698 00000000 0000000000000002");
    }

    @Test
    void simple_sameCookieTwice_isReported() {
        failsWith("cookie 0x0", SIMPLE_FIRST + SIMPLE_FIRST);
    }

    @Test
    void simple_wrongMagic_isReported() {
        failsWith("magic 0x668e33ef", "668e33ef 0001 0001 0000000000000000");
    }

    @Test
    void structured_doneTooEarly_isReported() {
        failsWith("lacks 8 bytes", DONE_WITH_SECOND, new LoadOptions(true, false, 1));
    }

    @Test
    void structured_dataOutsideTheRequest_isReported() {
        failsWith(
                "4 bytes at 4, which",
                "668e33ef 0000 0001 0000000000000001 0000000c 0000000000000004",
                new LoadOptions(true, false, 1));
    }

    @Test
    void structured_lengthOverInt_isReported() {
        failsWith(
                "not asked for",
                "668e33ef 0000 0001 0000000000000000 fffffff0 0000000000000000",
                new LoadOptions(true, false, 1));
    }

    private void finishesBothAtEveryCut(String text, LoadOptions options) throws Exception {
        byte[] bytes = bytes(text);
        for (int cut = 0; cut <= bytes.length; cut++) {
            ReplyParser parser = parser(options);
            ByteBuffer input = ByteBuffer.allocate(bytes.length);
            parser.consume(input.put(bytes, 0, cut).flip());
            input.compact();
            parser.consume(input.put(bytes, cut, bytes.length - cut).flip());
            assertThat(input.hasRemaining())
                    .as("left over after a cut at %d", cut)
                    .isFalse();
            assertThat(inFlight.waitingCount())
                    .as("waiting after a cut at %d", cut)
                    .isZero();
            assertThat(inFlight.answeredCount()).isEqualTo(2);
            inFlight.forgetAnswered();
        }
    }

    private void failsWith(String message, String text) {
        failsWith(message, text, new LoadOptions(false, false, 1));
    }

    private void failsWith(String message, String text, LoadOptions options) {
        ReplyParser parser = parser(options);

        assertThatThrownBy(() -> parser.consume(ByteBuffer.wrap(bytes(text))))
                .isInstanceOf(NbdFailure.class)
                .hasMessageContaining(message);
    }

    private ReplyParser parser(LoadOptions options) {
        inFlight.ask(0, 0, 0);
        inFlight.ask(1, 8, 0);
        return new ReplyParser(inFlight, new Load(8, 2, 1, AccessOrder.SEQUENTIAL), options);
    }

    private static byte[] bytes(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }
}
