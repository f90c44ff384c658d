package io.spindle.nbd.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Feeds a sample to a decoder in pieces, cut at every position and every pair of positions. */
final class Cuts {
    private Cuts() {}

    /**
     * Asserts that the messages do not depend on where the bytes are cut.
     *
     * @param decoder makes a new decoder: a function that takes the next message off a buffer, or gives null
     */
    static void assertSame(String hex, List<String> messages, Supplier<Function<ByteBuf, String>> decoder) {
        byte[] sample = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int first = 0; first <= sample.length; first++) {
            for (int second = first; second <= sample.length; second++) {
                assertThat(decode(sample, first, second, decoder.get()))
                        .as("cut at %d and %d", first, second)
                        .isEqualTo(messages);
            }
        }
    }

    private static List<String> decode(byte[] sample, int first, int second, Function<ByteBuf, String> decoder) {
        List<String> messages = new ArrayList<>();
        ByteBuf in = Unpooled.buffer();
        int[] cuts = {0, first, second, sample.length};
        for (int piece = 0; piece < 3; piece++) {
            in.writeBytes(sample, cuts[piece], cuts[piece + 1] - cuts[piece]);
            for (String message = decoder.apply(in); message != null; message = decoder.apply(in)) {
                messages.add(message);
            }
        }
        return messages;
    }
}
