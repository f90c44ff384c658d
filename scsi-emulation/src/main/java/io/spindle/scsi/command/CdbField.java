package io.spindle.scsi.command;

import io.spindle.scsi.Cdb;

/**
 * A field of a command descriptor block.
 *
 * @param name what the trace calls it
 * @param firstByte index of its most significant byte
 * @param lastByte index of its least significant byte
 * @param highBit its most significant bit, where it lies in one byte
 * @param lowBit its least significant bit
 */
public record CdbField(String name, int firstByte, int lastByte, int highBit, int lowBit) {
    /**
     * Reads {@code lba=2-5} as bytes 2 to 5, {@code length=4} as byte 4, {@code format=2.3:0} as bits 3 to 0 of byte 2,
     * and {@code msf=1.1} as bit 1 of byte 1.
     */
    static CdbField parse(String text) {
        String[] nameAndPlace = text.split("=");
        String[] byteAndBits = nameAndPlace[1].split("\\.");
        String[] bytes = byteAndBits[0].split("-");
        String[] bits = byteAndBits.length < 2 ? new String[] {"7", "0"} : byteAndBits[1].split(":");
        return new CdbField(
                nameAndPlace[0],
                Integer.parseInt(bytes[0]),
                Integer.parseInt(bytes[bytes.length - 1]),
                Integer.parseInt(bits[0]),
                Integer.parseInt(bits[bits.length - 1]));
    }

    /** Its value, unsigned; one of eight bytes may look negative. */
    public long of(Cdb cdb) {
        if (firstByte == lastByte) {
            return cdb.bits(firstByte, highBit, lowBit);
        }
        long value = 0;
        for (int at = firstByte; at <= lastByte; at++) {
            value = value << 8 | cdb.u8(at);
        }
        return value;
    }
}
