package io.spindle.nbd.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.nbd.protocol.NbdError;
import io.spindle.nbd.protocol.NbdMagic;
import io.spindle.nbd.protocol.NbdReplyType;
import io.spindle.nbd.protocol.NbdRequest;
import io.spindle.nbd.protocol.ReplyFlag;
import io.spindle.nbd.protocol.StateFlag;
import java.util.List;

/** Writes the replies of the transmission phase, in one of the three forms that a client may have negotiated. */
public enum ReplyEncoder {
    /** Simple replies only (proto.md, "Simple reply message"). */
    SIMPLE(16) {
        @Override
        public void dataHeader(ByteBuf out, NbdRequest request, int lengthBytes) {
            header(out, request, 0);
        }

        @Override
        public void success(ByteBuf out, NbdRequest request) {
            header(out, request, 0);
        }

        @Override
        public void error(ByteBuf out, NbdRequest request, NbdError error, String text) {
            header(out, request, error.wire());
        }

        private void header(ByteBuf out, NbdRequest request, int error) {
            out.writeInt(NbdMagic.NBD_SIMPLE_REPLY_MAGIC);
            out.writeInt(error);
            out.writeLong(request.cookie());
        }
    },

    /** Structured replies (proto.md, "Structured reply chunk message"). */
    STRUCTURED(20) {
        @Override
        void chunkHeader(ByteBuf out, NbdRequest request, NbdReplyType type, int payloadBytes) {
            out.writeInt(NbdMagic.NBD_STRUCTURED_REPLY_MAGIC);
            out.writeShort(ReplyFlag.NBD_REPLY_FLAG_DONE.mask());
            out.writeShort(type.wire());
            out.writeLong(request.cookie());
            out.writeInt(payloadBytes);
        }
    },

    /** Extended replies (proto.md, "Extended reply chunk message"). */
    EXTENDED(32) {
        @Override
        void chunkHeader(ByteBuf out, NbdRequest request, NbdReplyType type, int payloadBytes) {
            out.writeInt(NbdMagic.NBD_EXTENDED_REPLY_MAGIC);
            out.writeShort(ReplyFlag.NBD_REPLY_FLAG_DONE.mask());
            out.writeShort(type.wire());
            out.writeLong(request.cookie());
            out.writeLong(request.offset());
            out.writeLong(payloadBytes);
        }
    };

    /** The most that {@link #dataHeader} writes in any form. */
    public static final int MAXIMUM_DATA_HEADER_BYTES = 40;

    private static final int MAXIMUM_TEXT_CHARACTERS = 1000;

    private final int headerBytes;

    ReplyEncoder(int headerBytes) {
        this.headerBytes = headerBytes;
    }

    /** The form that answers what was negotiated. */
    public static ReplyEncoder of(boolean structured, boolean extended) {
        if (extended) {
            return EXTENDED;
        }
        return structured ? STRUCTURED : SIMPLE;
    }

    /** Bytes before the fields of a chunk. */
    public int headerBytes() {
        return headerBytes;
    }

    /** What stands before {@code lengthBytes} of data that answer a whole {@code NBD_CMD_READ}. */
    public void dataHeader(ByteBuf out, NbdRequest request, int lengthBytes) {
        if (lengthBytes == 0) {
            success(out, request);
            return;
        }
        chunkHeader(out, request, NbdReplyType.NBD_REPLY_TYPE_OFFSET_DATA, Long.BYTES + lengthBytes);
        out.writeLong(request.offset());
    }

    /** The answer to a request that is done and gives nothing back. */
    public void success(ByteBuf out, NbdRequest request) {
        chunkHeader(out, request, NbdReplyType.NBD_REPLY_TYPE_NONE, 0);
    }

    /** The answer to a request that failed; the text goes to clients that can take one. */
    public void error(ByteBuf out, NbdRequest request, NbdError error, String text) {
        String shown = text.length() > MAXIMUM_TEXT_CHARACTERS ? text.substring(0, MAXIMUM_TEXT_CHARACTERS) : text;
        int textBytes = ByteBufUtil.utf8Bytes(shown);
        int payloadBytes = Integer.BYTES + Short.BYTES + textBytes;
        chunkHeader(out, request, NbdReplyType.NBD_REPLY_TYPE_ERROR, payloadBytes);
        out.writeInt(error.wire());
        out.writeShort(textBytes);
        ByteBufUtil.writeUtf8(out, shown);
    }

    /** The most that {@link #blockStatus} writes for so many extents, in any form. */
    public static int blockStatusBytes(int extents) {
        return MAXIMUM_DATA_HEADER_BYTES + 16 * extents;
    }

    /** The answer to a {@code NBD_CMD_BLOCK_STATUS} for the one context that there is. */
    public void blockStatus(ByteBuf out, NbdRequest request, int contextId, List<AllocationExtent> extents) {
        boolean wide = this == EXTENDED;
        int payloadBytes = wide ? 8 + 16 * extents.size() : 4 + 8 * extents.size();
        NbdReplyType type =
                wide ? NbdReplyType.NBD_REPLY_TYPE_BLOCK_STATUS_EXT : NbdReplyType.NBD_REPLY_TYPE_BLOCK_STATUS;
        chunkHeader(out, request, type, payloadBytes);
        out.writeInt(contextId);
        if (wide) {
            out.writeInt(extents.size());
        }
        for (AllocationExtent extent : extents) {
            int state = extent.hole() ? StateFlag.NBD_STATE_HOLE.mask() | StateFlag.NBD_STATE_ZERO.mask() : 0;
            if (wide) {
                out.writeLong(extent.lengthBytes());
                out.writeLong(state);
            } else {
                out.writeInt((int) extent.lengthBytes());
                out.writeInt(state);
            }
        }
    }

    void chunkHeader(ByteBuf out, NbdRequest request, NbdReplyType type, int payloadBytes) {
        throw new IllegalStateException(this + " has no chunks");
    }
}
