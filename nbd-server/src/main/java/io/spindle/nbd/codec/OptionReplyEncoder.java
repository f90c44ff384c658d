package io.spindle.nbd.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.spindle.nbd.protocol.HandshakeFlag;
import io.spindle.nbd.protocol.NbdInfo;
import io.spindle.nbd.protocol.NbdMagic;
import io.spindle.nbd.protocol.OptionReply;

/** Writes what the server says in the handshake phase. */
public final class OptionReplyEncoder {
    private static final int RESERVED_ZEROES = 124;

    private OptionReplyEncoder() {}

    /** The first message of the server: NBDMAGIC, IHAVEOPT and its flags. */
    public static void greeting(ByteBuf out) {
        out.writeLong(NbdMagic.NBDMAGIC);
        out.writeLong(NbdMagic.IHAVEOPT);
        out.writeShort(HandshakeFlag.NBD_FLAG_FIXED_NEWSTYLE.mask() | HandshakeFlag.NBD_FLAG_NO_ZEROES.mask());
    }

    /** The answer to {@code NBD_OPT_EXPORT_NAME}, which has no reply header. */
    public static void exportName(ByteBuf out, long sizeBytes, int transmissionFlags, boolean noZeroes) {
        out.writeLong(sizeBytes);
        out.writeShort(transmissionFlags);
        if (!noZeroes) {
            out.writeZero(RESERVED_ZEROES);
        }
    }

    /** One reply to the option of that number. */
    public static void reply(ByteBuf out, int option, OptionReply reply) {
        out.writeLong(NbdMagic.OPTION_REPLY);
        out.writeInt(option);
        out.writeInt(reply.type().wire());
        int lengthAt = out.writerIndex();
        out.writeInt(0);
        payload(out, reply);
        out.setInt(lengthAt, out.writerIndex() - lengthAt - Integer.BYTES);
    }

    private static void payload(ByteBuf out, OptionReply reply) {
        if (reply instanceof OptionReply.Server server) {
            int lengthAt = out.writerIndex();
            out.writeInt(0);
            out.setInt(lengthAt, ByteBufUtil.writeUtf8(out, server.name()));
            ByteBufUtil.writeUtf8(out, server.description());
        } else if (reply instanceof OptionReply.InfoExport info) {
            out.writeShort(NbdInfo.NBD_INFO_EXPORT.wire());
            out.writeLong(info.sizeBytes());
            out.writeShort(info.transmissionFlags());
        } else if (reply instanceof OptionReply.InfoText info) {
            out.writeShort(info.info().wire());
            ByteBufUtil.writeUtf8(out, info.text());
        } else if (reply instanceof OptionReply.InfoBlockSize info) {
            out.writeShort(NbdInfo.NBD_INFO_BLOCK_SIZE.wire());
            out.writeInt(info.minimumBytes());
            out.writeInt(info.preferredBytes());
            out.writeInt(info.maximumPayloadBytes());
        } else if (reply instanceof OptionReply.MetaContext context) {
            out.writeInt(context.id());
            ByteBufUtil.writeUtf8(out, context.name());
        } else if (reply instanceof OptionReply.Error error) {
            ByteBufUtil.writeUtf8(out, error.text());
        }
    }
}
