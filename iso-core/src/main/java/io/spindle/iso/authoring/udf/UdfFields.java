package io.spindle.iso.authoring.udf;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.SectorCursor;
import io.spindle.iso.disc.Crc16;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes the forms of text, dates, places and identifiers that UDF uses (ECMA-167, 1/7; UDF, 2.1). */
final class UdfFields {
    static final int TAG_BYTES = 16;
    static final int LATIN_1 = 8;
    static final int UCS_2 = 16;
    private static final String CHARACTER_SET = "OSTA Compressed Unicode";
    private static final int MAXIMUM_YEAR = 9999;

    private UdfFields() {}

    /** A descriptor of that length behind its tag, which {@link #seal} fills in. */
    static ByteBuffer descriptor(int lengthBytes) {
        return Fields.zeros(lengthBytes).position(TAG_BYTES);
    }

    /** Writes the tag of a descriptor at the begin of the buffer; the sums are over all of its bytes (ECMA-167, 3/7.2). */
    static byte[] seal(ByteBuffer descriptor, int identifier, long location) {
        byte[] bytes = descriptor.array();
        int covered = bytes.length - TAG_BYTES;
        descriptor.putShort(0, (short) identifier).putShort(2, (short) 2);
        descriptor.putShort(8, (short) ~Crc16.of(bytes, TAG_BYTES, covered)).putShort(10, (short) covered);
        descriptor.putInt(12, Fields.unsigned32(location));
        int sum = 0;
        for (int at = 0; at < TAG_BYTES; at++) {
            sum += at == 4 ? 0 : bytes[at];
        }
        descriptor.put(4, (byte) sum);
        return bytes;
    }

    /** A length and a place (ECMA-167, 3/7.1). */
    static void extent(ByteBuffer out, long lengthBytes, long sector) {
        out.putInt(Fields.unsigned32(lengthBytes)).putInt(Fields.unsigned32(sector));
    }

    /** A place in the only partition (ECMA-167, 4/14.14.2). */
    static void longAllocation(ByteBuffer out, long lengthBytes, long block, long uniqueId) {
        out.putInt(Fields.unsigned32(lengthBytes)).putInt(Fields.unsigned32(block));
        out.putShort((short) 0).putShort((short) 0).putInt((int) uniqueId);
    }

    static void characterSet(ByteBuffer out) {
        out.put((byte) 0).put(CHARACTER_SET.getBytes(StandardCharsets.US_ASCII));
        out.position(out.position() + 63 - CHARACTER_SET.length());
    }

    /** The domain of UDF 1.02, which nobody may write to (UDF, 2.1.5.3). */
    static void domain(ByteBuffer out) {
        entity(out, "*OSTA UDF Compliant", new byte[] {2, 1, 3});
    }

    static void implementation(ByteBuffer out) {
        entity(out, "*Spindle", new byte[0]);
    }

    /** A named entity, whose suffix begins with those bytes (ECMA-167, 1/7.4). */
    static void entity(ByteBuffer out, String name, byte[] suffix) {
        int start = out.position();
        out.put((byte) 0).put(name.getBytes(StandardCharsets.US_ASCII));
        out.position(start + 24).put(suffix).position(start + 32);
    }

    /** In UTC (ECMA-167, 1/7.3). */
    static void date(ByteBuffer out, long seconds) {
        long last = LocalDateTime.of(MAXIMUM_YEAR, 12, 31, 0, 0).toEpochSecond(ZoneOffset.UTC);
        LocalDateTime date = LocalDateTime.ofEpochSecond(Math.max(0, Math.min(seconds, last)), 0, ZoneOffset.UTC);
        out.putShort((short) 0x1000).putShort((short) date.getYear());
        out.put((byte) date.getMonthValue()).put((byte) date.getDayOfMonth());
        out.put((byte) date.getHour()).put((byte) date.getMinute()).put((byte) date.getSecond());
        out.put(new byte[3]);
    }

    /** Text in a field whose last byte tells its length (ECMA-167, 1/7.2.12). */
    static void dstring(ByteBuffer out, String text, int fieldBytes) {
        int start = out.position();
        byte[] bytes = compressed(text, fieldBytes - 1);
        if (bytes.length > 1) {
            out.put(bytes).put(start + fieldBytes - 1, (byte) bytes.length);
        }
        out.position(start + fieldBytes);
    }

    /** Text of one or two bytes a character, as the first byte tells (UDF, 2.1.1), cut to that many bytes. */
    static byte[] compressed(String text, int maximumBytes) {
        boolean narrow = text.chars().allMatch(c -> c < 256);
        String kept = text.substring(0, Math.min(text.length(), (maximumBytes - 1) / (narrow ? 1 : 2)));
        byte[] characters = kept.getBytes(narrow ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_16BE);
        ByteBuffer out = ByteBuffer.allocate(1 + characters.length);
        return out.put((byte) (narrow ? LATIN_1 : UCS_2)).put(characters).array();
    }

    /** Bytes at a sector of the image. */
    static long offset(long sector) {
        return sector * SectorCursor.SECTOR_BYTES;
    }
}
