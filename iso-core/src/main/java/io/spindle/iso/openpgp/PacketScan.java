package io.spindle.iso.openpgp;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Set;

/** Looks over the packets of a file before a library reads them: only kinds that belong there, none longer than the file. */
final class PacketScan {
    /** Packet types (RFC 9580, 5). */
    static final Set<Integer> SIGNATURES = Set.of(2, 10);
    /** Keys with what is bound to them; trust packets stand in files that GnuPG exports for itself. */
    static final Set<Integer> KEYS = Set.of(2, 6, 10, 12, 13, 14, 17);

    private static final int MAXIMUM_PACKETS = 20_000;
    private static final int SIGNATURE = 2;
    private static final Set<Integer> VERSIONED = Set.of(SIGNATURE, 6, 14);

    private PacketScan() {}

    static void check(byte[] file, Set<Integer> allowed) throws OpenPgpException {
        ByteBuffer in = ByteBuffer.wrap(file);
        try {
            for (int count = 0; in.hasRemaining(); count++) {
                if (count == MAXIMUM_PACKETS) {
                    throw new OpenPgpException("holds more than " + MAXIMUM_PACKETS + " packets");
                }
                packet(in, allowed);
            }
        } catch (BufferUnderflowException e) {
            throw new OpenPgpException("ends in the middle of a packet");
        }
    }

    private static void packet(ByteBuffer in, Set<Integer> allowed) throws OpenPgpException {
        int tag = in.get() & 0xFF;
        if ((tag & 0x80) == 0) {
            throw new OpenPgpException("is no sequence of OpenPGP packets");
        }
        boolean oldForm = (tag & 0x40) == 0;
        int type = oldForm ? tag >> 2 & 0x0F : tag & 0x3F;
        long lengthBytes = oldForm ? oldLength(in, tag & 3) : newLength(in);
        if (!allowed.contains(type)) {
            throw new OpenPgpException("holds a packet of type " + type + ", which does not belong here");
        }
        if (lengthBytes > in.remaining() || lengthBytes == 0) {
            throw new OpenPgpException(
                    "holds a packet of " + lengthBytes + " bytes where " + in.remaining() + " are left");
        }
        int version = in.get(in.position()) & 0xFF;
        int oldest = type == SIGNATURE ? 3 : 4;
        if (VERSIONED.contains(type) && (version < oldest || version > 4)) {
            throw new OpenPgpException("holds a packet of version " + version + ", which is not supported");
        }
        in.position(in.position() + (int) lengthBytes);
    }

    private static long oldLength(ByteBuffer in, int form) throws OpenPgpException {
        return switch (form) {
            case 0 -> in.get() & 0xFF;
            case 1 -> in.getShort() & 0xFFFF;
            case 2 -> Integer.toUnsignedLong(in.getInt());
            default -> throw new OpenPgpException("holds a packet without a length");
        };
    }

    private static long newLength(ByteBuffer in) throws OpenPgpException {
        int first = in.get() & 0xFF;
        if (first < 192) {
            return first;
        }
        if (first < 224) {
            return (first - 192 << 8) + (in.get() & 0xFF) + 192;
        }
        if (first == 255) {
            return Integer.toUnsignedLong(in.getInt());
        }
        throw new OpenPgpException("holds a packet in parts");
    }
}
