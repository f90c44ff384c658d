package io.spindle.iscsi.handler;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.spindle.iscsi.Initiator;
import io.spindle.iscsi.Reply;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole session of PDUs of any kind: no fault of the server, all that it took is given back. */
final class SessionFuzzTest {
    private static final int[] OPCODES = {0x00, 0x01, 0x01, 0x01, 0x02, 0x04, 0x05, 0x05, 0x06, 0x10, 0x1C, 0x31, 0x03};
    private static final int[] COMMANDS = {0x00, 0x12, 0x16, 0x28, 0x28, 0x55, 0x55, 0xFF};

    @FuzzTest
    void anySession(byte[] bytes) {
        run(ByteBuffer.wrap(bytes));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void randomSession(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            byte[] bytes = new byte[64 + random.nextInt(4000)];
            random.nextBytes(bytes);
            run(ByteBuffer.wrap(bytes));
        }
    }

    private static void run(ByteBuffer in) {
        try (World world = new World()) {
            int options = next(in);
            Initiator initiator = world.login(
                    (options & 1) != 0 ? "DataDigest=CRC32C" : "DataDigest=None",
                    (options & 2) != 0 ? "InitialR2T=No" : "InitialR2T=Yes",
                    (options & 4) != 0 ? "MaxRecvDataSegmentLength=600" : "MaxRecvDataSegmentLength=8192");
            int lastTransferTag = -1;
            while (in.hasRemaining() && initiator.isOpen()) {
                step(world, initiator, lastTransferTag, in);
                for (Reply reply : initiator.hear()) {
                    lastTransferTag = reply.opcode() == 0x31 ? reply.i32(20) : lastTransferTag;
                    // The window never closes for good, nor opens beyond its slots.
                    assertThat(reply.maxCmdSn() - reply.expCmdSn()).isBetween(-1, 3);
                }
            }
        }
    }

    private static void step(World world, Initiator initiator, int transferTag, ByteBuffer in) {
        int kind = next(in);
        if (kind < 4) {
            world.pass(Duration.ofSeconds(31));
        } else if (kind < 6) {
            byte[] rubbish = new byte[Math.min(in.remaining(), 200)];
            in.get(rubbish);
            initiator.raw(rubbish);
        } else {
            pdu(initiator, transferTag, in);
        }
    }

    private static void pdu(Initiator initiator, int transferTag, ByteBuffer in) {
        int opcode = OPCODES[next(in) % OPCODES.length];
        int how = next(in);
        ByteBuf header = Unpooled.buffer(48).writeZero(48);
        for (int at = 8; at < 48; at++) {
            header.setByte(at, (how & 0x40) != 0 ? next(in) : 0);
        }
        header.setByte(0, opcode | ((how & 1) != 0 ? 0x40 : 0));
        header.setByte(1, (how & 2) != 0 ? 0x80 | (next(in) & 0x67) : next(in));
        header.setInt(16, 100 + (how >> 2 & 3));
        if ((how & 0x10) == 0) {
            header.setInt(24, initiator.cmdSn() + next(in) % 6 - 1);
        } else {
            header.setInt(24, initiator.cmdSn());
        }
        if (opcode == 0x01) {
            header.setByte(32, COMMANDS[next(in) % COMMANDS.length]);
            header.setShort(22, next(in));
            header.setByte(40, next(in) & 7);
        } else if (opcode != 0x02) {
            header.setInt(20, (how & 0x20) != 0 ? transferTag : -1);
        }
        byte[] data = new byte[(how & 0x80) != 0 ? next(in) : 0];
        initiator.send(header, data);
        if ((how & 0x11) == 0x10) {
            initiator.cmdSn(initiator.cmdSn() + 1);
        }
    }

    private static int next(ByteBuffer in) {
        return in.hasRemaining() ? in.get() & 0xFF : 0;
    }
}
