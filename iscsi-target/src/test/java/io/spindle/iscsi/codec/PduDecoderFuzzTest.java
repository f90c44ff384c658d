package io.spindle.iscsi.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.PduFormatter;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come: the decoder takes whole PDUs, waits, or says that it cannot go on. */
final class PduDecoderFuzzTest {
    private static final int MAXIMUM_DATA_BYTES = 2048;

    @FuzzTest
    void anyBytes(byte[] bytes) {
        decode(bytes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomBytes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            for (int at = 0; at + 8 < bytes.length; at += 48) {
                // Lengths that mostly fit, or nothing would ever be whole.
                bytes[at + 5] = 0;
                bytes[at + 6] = 0;
                bytes[at + 7] &= 0x1F;
                bytes[at + 4] &= 0x03;
            }
            decode(bytes);
        }
    }

    private static void decode(byte[] bytes) {
        ByteBuf whole = Unpooled.wrappedBuffer(bytes);
        PduDecoder decoder = new PduDecoder(MAXIMUM_DATA_BYTES);
        decoder.agree(new Digests(bytes.length % 5 == 4, bytes.length % 7 == 6), MAXIMUM_DATA_BYTES);
        int before = whole.readableBytes();
        for (InitiatorPdu pdu = decoder.next(whole); pdu != null; pdu = decoder.next(whole)) {
            assertThat(before - whole.readableBytes()).isGreaterThanOrEqualTo(48);
            before = whole.readableBytes();
            assertThat(PduFormatter.format(pdu)).isNotEmpty();
        }
        int longest = 48 + 1020 + MAXIMUM_DATA_BYTES + 8;
        assertThat(decoder.fault().isPresent() || whole.readableBytes() < longest)
                .isTrue();
    }
}
