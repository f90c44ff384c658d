package io.spindle.nbd.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.spindle.nbd.protocol.NbdRequest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class RequestDecoderTest {
    @Test
    void compactRequests_cutAnywhere_decodeTheSame() {
        Cuts.assertSame(
                "25609513 0004 0000 fedcba9876543210 ffffffffffffffff ffffffff"
                        + "25609513 0000 0001 0000000000000001 0000000000000002 00000003 256095"
                        + "25609513 8000 ffff 0000000000000002 0000000000000000 00000200"
                        + "25609513 0020 0007 0000000000000003 0000000000000000 00000001"
                        + "25609513 0000 0001 0000000000000004 0000000000000000 00000000"
                        + "25609513 0000 0002 0000000000000005 0000000000000000 00000000",
                List.of(
                        "NbdRequest[flags=4, type=0, cookie=-81985529216486896, offset=-1, length=4294967295]",
                        "NbdRequest[flags=0, type=1, cookie=1, offset=2, length=3]",
                        "NbdRequest[flags=32768, type=65535, cookie=2, offset=0, length=512]",
                        "NbdRequest[flags=32, type=7, cookie=3, offset=0, length=1]",
                        "NbdRequest[flags=0, type=1, cookie=4, offset=0, length=0]",
                        "NbdRequest[flags=0, type=2, cookie=5, offset=0, length=0]"),
                () -> decoder(false));
    }

    @Test
    void extendedRequests_cutAnywhere_decodeTheSame() {
        Cuts.assertSame(
                "21e41c71 0000 0000 0000000000000001 0000000000000002 ffffffffffffffff"
                        + "21e41c71 0020 0001 0000000000000002 0000000000000000 0000000000000005 21e41c7100"
                        // A write that forgot its flag carries nothing.
                        + "21e41c71 0000 0001 0000000000000003 0000000000000000 0000000000000005"
                        + "21e41c71 0020 0007 0000000000000004 0000000000000000 0000000000000002 ffff"
                        + "21e41c71 0000 0002 0000000000000005 0000000000000000 0000000000000000",
                List.of(
                        "NbdRequest[flags=0, type=0, cookie=1, offset=2, length=-1]",
                        "NbdRequest[flags=32, type=1, cookie=2, offset=0, length=5]",
                        "NbdRequest[flags=0, type=1, cookie=3, offset=0, length=5]",
                        "NbdRequest[flags=32, type=7, cookie=4, offset=0, length=2]",
                        "NbdRequest[flags=0, type=2, cookie=5, offset=0, length=0]"),
                () -> decoder(true));
    }

    @Test
    void requestOfTheOtherForm_isMalformedForGood() {
        RequestDecoder decoder = new RequestDecoder(false);
        ByteBuf in = bytes("21e41c71 0000 0000 0000000000000001 0000000000000002 0000000000000001"
                + "25609513 0000 0000 0000000000000001 0000000000000002 00000001");
        assertThat(decoder.next(in)).isNull();
        assertThat(decoder.malformation()).contains("bytes that are no request");
        assertThat(decoder.next(in)).isNull();
    }

    /** libnbd gives up a connection on which a write that it is still sending is answered. */
    @Test
    void write_isThereWhenItsPayloadWasTakenIn() {
        RequestDecoder decoder = new RequestDecoder(false);
        ByteBuf in = bytes("25609513 0000 0001 0000000000000001 0000000000000000 00000003 ffff");
        assertThat(decoder.next(in)).isNull();
        assertThat(in.isReadable()).isFalse();
        assertThat(decoder.next(in)).isNull();
        in.writeByte(0xff);
        assertThat(decoder.next(in)).isEqualTo(new NbdRequest(0, 1, 1, 0, 3));
        assertThat(decoder.next(in)).isNull();
        assertThat(decoder.malformation()).isEmpty();
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.buffer().writeBytes(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static Function<ByteBuf, String> decoder(boolean extended) {
        RequestDecoder decoder = new RequestDecoder(extended);
        return in -> {
            NbdRequest request = decoder.next(in);
            return request == null ? null : request.toString();
        };
    }
}
