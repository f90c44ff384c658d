package io.spindle.scsi.reservation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** PERSISTENT RESERVE IN: registrations and reservation in bytes (SPC-4, 6.15). */
final class PersistentReserveIn {
    private static final int RESERVATION_BYTES = 16;
    private static final int STATUS_BYTES = 24;
    private static final int ISCSI = 5;
    /** A name that goes on with the ISID of a session. */
    private static final int NAME_WITH_SESSION = 0x40;

    private static final int NAME_BYTES_MINIMUM = 20;

    private final Registrations registrations;

    PersistentReserveIn(Registrations registrations) {
        this.registrations = registrations;
    }

    byte[] readKeys() {
        ByteBuffer keys = ByteBuffer.allocate(8 * registrations.keys().size());
        registrations.keys().values().forEach(keys::putLong);
        return withHeader(keys.array());
    }

    /** The key of a reservation that all hold is 0. */
    byte[] readReservation() {
        return withHeader(registrations
                .reservation()
                .map(it -> ByteBuffer.allocate(RESERVATION_BYTES)
                        .putLong(
                                0,
                                it.type().heldByAll() ? 0 : registrations.keys().get(it.holder()))
                        .put(13, (byte) it.type().wire())
                        .array())
                .orElse(new byte[0]));
    }

    /** TMV, and the mask of all six types. */
    static byte[] reportCapabilities() {
        return new byte[] {0, 8, 0, (byte) 0x80, (byte) 0xEA, 1, 0, 0};
    }

    byte[] readFullStatus() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        registrations.keys().entrySet().forEach(it -> out.writeBytes(status(it)));
        return withHeader(out.toByteArray());
    }

    private byte[] status(Map.Entry<String, Long> registration) {
        byte[] transportId = transportId(registration.getKey());
        ByteBuffer out = ByteBuffer.allocate(STATUS_BYTES + transportId.length);
        out.putLong(0, registration.getValue());
        registrations
                .reservation()
                .filter(it -> it.isHeldBy(registration.getKey()))
                .ifPresent(it -> {
                    out.put(12, (byte) 1);
                    out.put(13, (byte) it.type().wire());
                });
        out.putShort(18, (short) 1);
        out.putInt(20, transportId.length);
        return out.put(STATUS_BYTES, transportId).array();
    }

    /** Initiator ports have names as iSCSI has them (SPC-4, 7.6.4.6): padded with zeros to a multiple of four. */
    private static byte[] transportId(String port) {
        byte[] name = port.getBytes(StandardCharsets.UTF_8);
        int nameBytes = Math.max(NAME_BYTES_MINIMUM, name.length + 4 & ~3);
        return ByteBuffer.allocate(4 + nameBytes)
                .put((byte) (ISCSI | (port.contains(",i,0x") ? NAME_WITH_SESSION : 0)))
                .put((byte) 0)
                .putShort((short) nameBytes)
                .put(name)
                .array();
    }

    private byte[] withHeader(byte[] body) {
        return ByteBuffer.allocate(8 + body.length)
                .putInt(registrations.generation())
                .putInt(body.length)
                .put(body)
                .array();
    }
}
