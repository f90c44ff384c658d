package io.spindle.iscsi.codec;

import io.netty.buffer.ByteBuf;
import io.spindle.iscsi.pdu.SequenceNumbers;
import io.spindle.iscsi.pdu.TargetPdu;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes the PDUs of a target.
 *
 * <p>All but Data-In are written whole; of Data-In the header is written, and {@link #dataTrailer} gives what follows its
 * data.
 */
public final class PduEncoder {
    /** The most that the header of a PDU takes, its digest included. */
    public static final int MAXIMUM_HEADER_BYTES = BhsReader.BYTES + Digests.BYTES;

    /** The most that follows the data of a PDU: padding and digest. */
    public static final int MAXIMUM_TRAILER_BYTES = 3 + Digests.BYTES;

    private static final byte[] PADDING = new byte[3];

    private Digests digests = Digests.NONE;

    /** From the next PDU on there are these digests. */
    public void agree(Digests agreed) {
        digests = agreed;
    }

    /** True when data is followed by a digest, and so has to be read before it is sent. */
    public boolean digestsData() {
        return digests.data();
    }

    /** Writes the PDU, of Data-In its header only. */
    public void encode(ByteBuf out, TargetPdu pdu, SequenceNumbers numbers) {
        int start = out.writerIndex();
        out.writeZero(BhsReader.BYTES);
        out.setInt(start + 24, numbers.statSn());
        out.setInt(start + 28, numbers.expCmdSn());
        out.setInt(start + 32, numbers.maxCmdSn());
        ByteBuffer data = pdu.accept(new HeaderWriter(out, start)).duplicate();
        int dataBytes = data.remaining();
        if (dataBytes > 0) {
            out.setMedium(start + 5, dataBytes);
        }
        if (digests.header()) {
            out.writeIntLE(Digests.crc(out, start, BhsReader.BYTES));
        }
        if (dataBytes > 0) {
            int dataAt = out.writerIndex();
            out.writeBytes(data);
            dataTrailer(out, out, dataAt, dataBytes);
        }
    }

    /** Writes padding and digest of the data that stands at {@code index} of {@code data}. */
    public void dataTrailer(ByteBuf out, ByteBuf data, int index, int lengthBytes) {
        int paddingBytes = -lengthBytes & 3;
        if (digests.data()) {
            CRC32C crc = new CRC32C();
            crc.update(data.nioBuffer(index, lengthBytes));
            crc.update(PADDING, 0, paddingBytes);
            out.writeZero(paddingBytes);
            out.writeIntLE((int) crc.getValue());
        } else {
            out.writeZero(paddingBytes);
        }
    }
}
