package io.spindle.iscsi.codec;

import io.netty.buffer.ByteBuf;
import io.spindle.iscsi.pdu.InitiatorPdu;
import io.spindle.iscsi.pdu.RejectReason;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Cuts what an initiator sends into PDUs.
 *
 * <p>Pulled by the handler; {@link #next} gives null when no PDU is complete, and after a {@link Fault}, behind which
 * nothing can be understood. Null and not an Optional, for this is called for every PDU. No PDU is waited for whose data
 * is longer than what was agreed.
 */
public final class PduDecoder {
    private final byte[] header = new byte[BhsReader.BYTES];
    private int maximumDataBytes;
    private Digests digests = Digests.NONE;
    private Fault fault;

    /**
     * Why the rest of a connection cannot be understood.
     *
     * @param reject what to tell the initiator before it is closed, where that is any use
     * @param text what is wrong, for people
     */
    public record Fault(Optional<RejectReason> reject, String text) {}

    /** A decoder without digests that takes data segments up to that length. */
    public PduDecoder(int maximumDataBytes) {
        this.maximumDataBytes = maximumDataBytes;
    }

    /** From the next PDU on there are these digests, and data segments up to that length. */
    public void agree(Digests agreed, int maximumBytes) {
        digests = agreed;
        maximumDataBytes = maximumBytes;
    }

    /** Takes the next PDU off the buffer, or null when there is none yet or never again. */
    public InitiatorPdu next(ByteBuf in) {
        if (fault != null || in.readableBytes() < BhsReader.BYTES) {
            return null;
        }
        int start = in.readerIndex();
        int headerBytes = BhsReader.BYTES + BhsReader.ahsBytes(in, start);
        int dataBytes = BhsReader.dataSegmentBytes(in, start);
        if (dataBytes > maximumDataBytes) {
            fail(
                    in,
                    RejectReason.PROTOCOL_ERROR,
                    "a data segment of " + dataBytes + " bytes, at most " + maximumDataBytes + " were agreed");
            return null;
        }
        int dataAt = headerBytes + digests.headerBytes();
        int paddedBytes = (dataBytes + 3) & ~3;
        int wholeBytes = dataAt + paddedBytes + digests.dataBytes(dataBytes);
        if (in.readableBytes() < wholeBytes || !isIntact(in, headerBytes, dataAt, paddedBytes)) {
            return null;
        }
        in.getBytes(start, header);
        ByteBuffer ahs = copy(in, start + BhsReader.BYTES, headerBytes - BhsReader.BYTES);
        ByteBuffer data = copy(in, start + dataAt, dataBytes);
        in.skipBytes(wholeBytes);
        return BhsReader.read(ByteBuffer.wrap(header), ahs, data);
    }

    private boolean isIntact(ByteBuf in, int headerBytes, int dataAt, int paddedBytes) {
        int start = in.readerIndex();
        if (digests.header() && Digests.crc(in, start, headerBytes) != in.getIntLE(start + headerBytes)) {
            fault = new Fault(Optional.empty(), "a header digest is wrong");
            return false;
        }
        if (digests.dataBytes(paddedBytes) > 0
                && Digests.crc(in, start + dataAt, paddedBytes) != in.getIntLE(start + dataAt + paddedBytes)) {
            fail(in, RejectReason.DATA_DIGEST_ERROR, "a data digest is wrong");
            return false;
        }
        return true;
    }

    private void fail(ByteBuf in, RejectReason reject, String text) {
        in.getBytes(in.readerIndex(), header);
        fault = new Fault(Optional.of(reject), text);
    }

    private static ByteBuffer copy(ByteBuf in, int index, int lengthBytes) {
        if (lengthBytes == 0) {
            return BhsReader.NOTHING;
        }
        ByteBuffer bytes = ByteBuffer.allocate(lengthBytes);
        in.getBytes(index, bytes);
        return bytes.flip();
    }

    /** Why nothing more comes, empty while it goes on. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** The 48 bytes of the header of the last PDU, or of the one that is the fault. */
    public ByteBuffer header() {
        return ByteBuffer.wrap(header.clone());
    }
}
