package io.spindle.nbd.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.nbd.export.Export;
import io.spindle.nbd.export.ExportCatalog;
import io.spindle.transport.CopyBudget;
import io.spindle.transport.WaitingReads;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole session as bytes, from the greeting to the disconnection. */
final class NbdSessionTest {
    private static final String GREETING = "4e42444d41474943 49484156454f5054 0003";
    private static final String FLAGS = "00000003";
    private static final String OPTION = "49484156454f5054";
    private static final String REPLY = "0003e889045565a9";

    private final WaitingReads waitingReads = new WaitingReads();
    private final EmbeddedChannel channel = new EmbeddedChannel(new NegotiationHandler(context()));

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
        waitingReads.close();
    }

    @Test
    void client_connected_isGreeted() {
        assertThat(said()).isEqualTo(hex(GREETING));
    }

    @Test
    void unknownClientFlags_closed() {
        say("00000007");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void unknownOption_refusedInSync() {
        said();
        say(FLAGS + OPTION + "00000063 00000004 deadbeef" + OPTION + "00000002 00000000");
        String text = said();
        assertThat(text).startsWith(hex(REPLY + "00000063 80000001"));
        assertThat(text).endsWith(hex(REPLY + "00000002 00000001 00000000"));
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void list_oneExport_namedAndDescribed() {
        said();
        say(FLAGS + OPTION + "00000003 00000000");
        assertThat(said())
                .isEqualTo(hex(REPLY + "00000003 00000002 0000000d 00000005 612e69736f 64697363" + REPLY
                        + "00000003 00000001 00000000"));
    }

    @Test
    void go_nameLongerThanOption_isInvalidAndGoesOn() {
        said();
        say(FLAGS + OPTION + "00000007 00000006 000000ff 0000");
        assertThat(said()).startsWith(hex(REPLY + "00000007 80000003"));
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void go_thenRead_simpleReply() {
        enterTransmission();
        say("25609513 0000 0000 0000000000000007 0000000000000002 00000004");
        assertThat(said()).isEqualTo(hex("67446698 00000000 0000000000000007 02030405"));
    }

    @Test
    void exportName_withZeroes_sends124Zeroes() {
        said();
        say("00000001" + OPTION + "00000001 00000005 612e69736f");
        assertThat(said()).isEqualTo(hex("0000000000000800 0503" + "00".repeat(124)));
    }

    @Test
    void structuredRead_dataChunkDone() {
        said();
        say(FLAGS + OPTION + "00000008 00000000" + go());
        said();
        say("25609513 0000 0000 0000000000000007 0000000000000002 00000004");
        assertThat(said()).isEqualTo(hex("668e33ef 0001 0001 0000000000000007 0000000c 0000000000000002 02030405"));
    }

    @Test
    void extendedRead_echoesOffset() {
        said();
        say(FLAGS + OPTION + "0000000b 00000000" + go());
        said();
        say("21e41c71 0000 0000 0000000000000007 0000000000000002 0000000000000004");
        assertThat(said())
                .isEqualTo(hex("6e8a278c 0001 0001 0000000000000007 0000000000000002 000000000000000c"
                        + "0000000000000002 02030405"));
    }

    @Test
    void write_refusedAndItsPayloadSkipped() {
        enterTransmission();
        say("25609513 0000 0001 0000000000000009 0000000000000000 00000003 ffffff"
                + "25609513 0000 0003 000000000000000a 0000000000000000 00000000");
        assertThat(said()).isEqualTo(hex("67446698 00000001 0000000000000009 67446698 00000000 000000000000000a"));
    }

    @Test
    void readPastTheEnd_refusedAndConnectionLives() {
        enterTransmission();
        say("25609513 0000 0000 0000000000000001 00000000000007ff 00000002");
        assertThat(said()).isEqualTo(hex("67446698 00000016 0000000000000001"));
        say("25609513 0000 0000 0000000000000002 ffffffffffffffff 00000002");
        assertThat(said()).isEqualTo(hex("67446698 00000016 0000000000000002"));
    }

    @Test
    void disconnect_closes() {
        enterTransmission();
        say("25609513 0000 0002 0000000000000001 0000000000000000 00000000");
        channel.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void session_cutAtEveryByte_answersTheSame() {
        String whole = FLAGS + OPTION + "00000008 00000000" + go()
                + "25609513 0000 0000 0000000000000007 0000000000000002 00000004";
        byte[] bytes = HexFormat.of().parseHex(hex(whole));
        String expected = session(List.of(bytes));
        for (int cut = 1; cut < bytes.length; cut++) {
            byte[] head = java.util.Arrays.copyOf(bytes, cut);
            byte[] tail = java.util.Arrays.copyOfRange(bytes, cut, bytes.length);
            assertThat(session(List.of(head, tail))).as("cut at %d", cut).isEqualTo(expected);
        }
    }

    @Test
    void garbage_anyPhase_endsWithoutAFault() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            byte[] head = HexFormat.of().parseHex(hex(round % 2 == 0 ? FLAGS : FLAGS + go()));
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length > 16) {
                System.arraycopy(HexFormat.of().parseHex(round % 2 == 0 ? OPTION : "25609513"), 0, noise, 0, 4);
            }
            session(List.of(head, noise));
        }
    }

    private String session(List<byte[]> parts) {
        EmbeddedChannel session = new EmbeddedChannel(new NegotiationHandler(context()));
        for (byte[] part : parts) {
            if (session.isOpen()) {
                session.writeInbound(Unpooled.copiedBuffer(part));
                session.runPendingTasks();
            }
        }
        String text = said(session);
        session.finishAndReleaseAll();
        return text;
    }

    private static String go() {
        return OPTION + "00000007 0000000b 00000005 612e69736f 0000";
    }

    private void enterTransmission() {
        said();
        say(FLAGS + go());
        assertThat(said())
                .isEqualTo(hex(REPLY + "00000007 00000003 0000000c 0000 0000000000000800 0503" + REPLY
                        + "00000007 00000001 00000000"));
    }

    private void say(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(HexFormat.of().parseHex(hex(text))));
        channel.runPendingTasks();
    }

    private String said() {
        return said(channel);
    }

    private static String said(EmbeddedChannel session) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf part = session.readOutbound(); part != null; part = session.readOutbound()) {
            text.append(ByteBufUtil.hexDump(part));
            part.release();
        }
        return text.toString();
    }

    private static String hex(String text) {
        return text.replace(" ", "");
    }

    private ConnectionContext context() {
        byte[] content = new byte[2048];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }
        Export export = new Export("a.iso", "disc", new SharedByteSource(new MemoryByteSource(content)));
        ExportCatalog catalog = new ExportCatalog() {
            @Override
            public Optional<Export> find(String name) {
                return name.equals("a.iso") ? Optional.of(export) : Optional.empty();
            }

            @Override
            public Optional<Export> defaultExport() {
                return Optional.of(export);
            }

            @Override
            public List<Export> list() {
                return List.of(export);
            }
        };
        return new ConnectionContext(
                catalog, Optional.empty(), Duration.ofSeconds(10), waitingReads, new CopyBudget(1 << 20), 65536);
    }
}
