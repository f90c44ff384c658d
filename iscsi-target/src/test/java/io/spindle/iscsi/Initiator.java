package io.spindle.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** An initiator that says just what it is told to, right or wrong. */
public final class Initiator implements AutoCloseable {
    public static final String NAME = "iqn.2026-01.com.example:a";

    private final Wire wire;
    private final ByteBuf heard = Unpooled.buffer();
    private boolean headerDigest;
    private boolean dataDigest;
    private int cmdSn = 10;
    private int tag = 100;

    /** What carries bytes. */
    public interface Wire {
        void send(byte[] bytes);

        /** Some bytes, or none when nothing comes. */
        byte[] receive();

        boolean isOpen();

        void hangUp();
    }

    public Initiator(Wire wire) {
        this.wire = wire;
    }

    public int cmdSn() {
        return cmdSn;
    }

    public void cmdSn(int next) {
        cmdSn = next;
    }

    public boolean isOpen() {
        return wire.isOpen();
    }

    @Override
    public void close() {
        wire.hangUp();
    }

    /** Logs in with one request of these keys beside the names, which must succeed. */
    public Initiator login(String target, String... keys) {
        Reply reply = tryLogin(1, NAME, target, keys);
        assertThat(reply.u16(36)).as(reply.text()).isZero();
        headerDigest = List.of(keys).contains("HeaderDigest=CRC32C");
        dataDigest = List.of(keys).contains("DataDigest=CRC32C");
        return this;
    }

    public Reply tryLogin(int isid, String name, String target, String... keys) {
        StringBuilder text = new StringBuilder("InitiatorName=" + name + "\0");
        text.append(target.isEmpty() ? "SessionType=Discovery\0" : "TargetName=" + target + "\0");
        for (String key : keys) {
            text.append(key).append('\0');
        }
        ByteBuf header = header(0x43, 0x87);
        header.setLong(8, (0x800000000000L | isid) << 16);
        header.setInt(16, tag);
        header.setShort(20, 1);
        header.setInt(24, cmdSn);
        header.setInt(28, 5);
        send(header, text.toString().getBytes(StandardCharsets.UTF_8));
        return hearOne();
    }

    public static ByteBuf header(int opcode, int flags) {
        ByteBuf header = Unpooled.buffer(48).writeZero(48);
        header.setByte(0, opcode);
        header.setByte(1, flags);
        return header;
    }

    /** A header with the next task tag and command number, which is used up unless the PDU is immediate. */
    public ByteBuf next(int opcode, int flags) {
        ByteBuf header = header(opcode, flags);
        header.setInt(16, ++tag);
        header.setInt(24, cmdSn);
        if ((opcode & 0x40) == 0) {
            cmdSn++;
        }
        return header;
    }

    public int lastTag() {
        return tag;
    }

    /** A SCSI command: flags are F 80h, R 40h, W 20h. */
    public int command(int flags, int expectedBytes, String cdb, byte... immediate) {
        ByteBuf header = next(0x01, flags);
        header.setInt(20, expectedBytes);
        header.setBytes(32, Bytes.hex(cdb));
        send(header, immediate);
        return tag;
    }

    public int read10(int lba, int blocks, int expectedBytes) {
        return command(0xC0, expectedBytes, String.format("28 00 %08X 00 %04X 00", lba, blocks));
    }

    public void dataOut(int flags, int taskTag, int transferTag, int[] snAndOffset, byte... data) {
        ByteBuf header = header(0x05, flags);
        header.setInt(16, taskTag);
        header.setInt(20, transferTag);
        header.setInt(36, snAndOffset[0]);
        header.setInt(40, snAndOffset[1]);
        send(header, data);
    }

    public void taskManagement(int function, int referencedTag, int refCmdSn) {
        ByteBuf header = next(0x42, 0x80 | function);
        header.setInt(20, referencedTag);
        header.setInt(32, refCmdSn);
        send(header);
    }

    public void send(ByteBuf header, byte... data) {
        header.setMedium(5, data.length);
        header.readerIndex(0).writerIndex(48);
        byte[] head = ByteBufUtil.getBytes(header);
        ByteBuf out = Unpooled.buffer().writeBytes(head);
        if (headerDigest) {
            out.writeIntLE(crc(head));
        }
        byte[] padded = Arrays.copyOf(data, (data.length + 3) & ~3);
        out.writeBytes(padded);
        if (dataDigest && data.length > 0) {
            out.writeIntLE(crc(padded));
        }
        raw(ByteBufUtil.getBytes(out));
    }

    public void raw(byte[] bytes) {
        wire.send(bytes);
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /** The next PDU, which must come. */
    public Reply hearOne() {
        Reply reply = next();
        assertThat(reply).as("a PDU of the target").isNotNull();
        return reply;
    }

    /** All that comes until nothing more does. */
    public List<Reply> hear() {
        List<Reply> replies = new ArrayList<>();
        for (Reply reply = next(); reply != null; reply = next()) {
            replies.add(reply);
        }
        return replies;
    }

    private Reply next() {
        Reply reply = cut();
        while (reply == null) {
            byte[] more = wire.receive();
            if (more.length == 0) {
                return null;
            }
            heard.discardReadBytes().writeBytes(more);
            reply = cut();
        }
        return reply;
    }

    private Reply cut() {
        if (heard.readableBytes() < 48) {
            return null;
        }
        int dataBytes = heard.getUnsignedMedium(heard.readerIndex() + 5);
        int paddedBytes = (dataBytes + 3) & ~3;
        int digestBytes = (headerDigest ? 4 : 0) + (dataDigest && dataBytes > 0 ? 4 : 0);
        if (heard.readableBytes() < 48 + paddedBytes + digestBytes) {
            return null;
        }
        byte[] header = new byte[48];
        heard.readBytes(header);
        if (headerDigest) {
            assertThat(heard.readIntLE()).isEqualTo(crc(header));
        }
        byte[] padded = new byte[paddedBytes];
        heard.readBytes(padded);
        if (dataDigest && dataBytes > 0) {
            assertThat(heard.readIntLE()).isEqualTo(crc(padded));
        }
        return new Reply(header, Arrays.copyOf(padded, dataBytes));
    }
}
