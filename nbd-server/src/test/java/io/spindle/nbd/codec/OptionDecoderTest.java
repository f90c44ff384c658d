package io.spindle.nbd.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.spindle.nbd.protocol.NbdRep;
import io.spindle.nbd.protocol.OptionRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class OptionDecoderTest {
    private static final String OPTION = "49484156454f5054";

    /** Every kind of option, one after another. */
    @Test
    void everyOption_cutAnywhere_decodesTheSame() {
        String sample = "00000003"
                + OPTION + "00000003 00000000"
                + OPTION + "00000008 00000000"
                + OPTION + "0000000b 00000000"
                + OPTION + "00000006 0000000d 00000003 612f62 0002 0003 0102"
                + OPTION + "0000000a 00000013 00000001 78 00000001 00000006 626173653a61"
                + OPTION + "00000009 00000008 00000000 00000000"
                + OPTION + "00000005 00000000"
                + OPTION + "00000063 00000002 ffff"
                + OPTION + "00000007 00000006 00000000 0000"
                + OPTION + "00000001 00000002 c3a9"
                + OPTION + "00000002 00000001 00";
        Cuts.assertSame(
                sample,
                List.of(
                        "ClientFlags[flags=3]",
                        "ListExports[]",
                        "StructuredReply[]",
                        "ExtendedHeaders[]",
                        "Info[go=false, name=a/b, requested=[3, 258]]",
                        "MetaContext[set=true, name=x, queries=[base:a]]",
                        "MetaContext[set=false, name=, queries=[]]",
                        "StartTls[]",
                        "Refused[option=99, reply=NBD_REP_ERR_UNSUP, reason=option 99 is not known here]",
                        "Info[go=true, name=, requested=[]]",
                        "ExportName[name=é]",
                        "Abort[]"),
                OptionDecoderTest::decoder);
    }

    @Test
    void malformedOption_cutAnywhere_endsTheSame() {
        Cuts.assertSame(
                "00000000" + OPTION + "00000003 00000000" + "25609513 00000000 00000000 00000000",
                List.of(
                        "ClientFlags[flags=0]",
                        "ListExports[]",
                        "Malformed[reason=an option does not begin with IHAVEOPT]"),
                OptionDecoderTest::decoder);
    }

    @Test
    void longestOption_isTaken_andOneByteMoreIsTooBig() {
        assertThat(last("00004000")).isEqualTo(new OptionRequest.Abort());
        assertThat(last("00004001"))
                .isInstanceOfSatisfying(
                        OptionRequest.Refused.class,
                        refused -> assertThat(refused.reply()).isEqualTo(NbdRep.NBD_REP_ERR_TOO_BIG));
        assertThat(last("00400000")).isInstanceOf(OptionRequest.Refused.class);
    }

    @Test
    void announcedLength_beyondWhatIsSkipped_isMalformedBeforeAnyOfItComes() {
        for (String length : List.of("00400001", "7fffffff", "80000000", "ffffffff")) {
            OptionDecoder decoder = new OptionDecoder();
            ByteBuf in = bytes("00000003" + OPTION + "00000002" + length);
            decoder.next(in);
            assertThat(decoder.next(in)).isInstanceOf(OptionDecoder.Malformed.class);
        }
    }

    /** An NBD_OPT_ABORT with that much data, which a server ignores. */
    private static OptionRequest last(String length) {
        OptionDecoder decoder = new OptionDecoder();
        ByteBuf in = bytes("00000003" + OPTION + "00000002" + length);
        in.writeZero(Integer.parseInt(length, 16));
        decoder.next(in);
        OptionRequest request = ((OptionDecoder.Option) decoder.next(in)).request();
        assertThat(in.isReadable()).isFalse();
        return request;
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.buffer().writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static Function<ByteBuf, String> decoder() {
        OptionDecoder decoder = new OptionDecoder();
        boolean[] ended = new boolean[1];
        return in -> {
            OptionDecoder.Decoded decoded = ended[0] ? new OptionDecoder.Incomplete() : decoder.next(in);
            ended[0] |= decoded instanceof OptionDecoder.Malformed;
            if (decoded instanceof OptionDecoder.Incomplete) {
                return null;
            }
            return decoded instanceof OptionDecoder.Option option
                    ? option.request().toString()
                    : decoded.toString();
        };
    }
}
