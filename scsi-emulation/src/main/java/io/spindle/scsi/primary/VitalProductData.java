package io.spindle.scsi.primary;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.FieldPointer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The vital product data pages of INQUIRY (SPC-4, 7.8). */
final class VitalProductData {
    private static final int ASCII = 2;
    private static final int BINARY = 1;
    private static final int TARGET_PORT = 0x10;
    private static final int T10_VENDOR_ID = 1;
    private static final int NAA = 3;
    private static final int RELATIVE_TARGET_PORT = 4;
    private static final int EXTENDED_INQUIRY_BYTES = 60;
    /** HEADSUP, ORDSUP and SIMPSUP. */
    private static final int TASK_ATTRIBUTES = 0x07;

    private final int peripheral;
    private final SortedMap<Integer, byte[]> pages;

    VitalProductData(DriveIdentity identity, int peripheral) {
        this.peripheral = peripheral;
        this.pages = new TreeMap<>(Map.of(
                0x80, identity.serial().getBytes(StandardCharsets.US_ASCII),
                0x83, deviceIdentification(identity),
                0x86, extendedInquiry(),
                0x87, modePagePolicy()));
        pages.put(0x00, supportedPages());
    }

    CommandOutcome answer(Cdb cdb) {
        return Optional.ofNullable(pages.get(cdb.u8(2)))
                .map(page -> CommandOutcome.good(withHeader(cdb.u8(2), page), cdb.u16(3)))
                .orElseGet(() -> CommandOutcome.invalidField(FieldPointer.cdb(2)));
    }

    private byte[] withHeader(int code, byte[] page) {
        return ByteBuffer.allocate(4 + page.length)
                .put((byte) peripheral)
                .put((byte) code)
                .putShort((short) page.length)
                .put(page)
                .array();
    }

    private byte[] supportedPages() {
        byte[] codes = new byte[pages.size() + 1];
        int at = 1;
        for (int code : pages.keySet()) {
            codes[at++] = (byte) code;
        }
        return codes;
    }

    private static byte[] deviceIdentification(DriveIdentity identity) {
        String name = padded(identity.vendor(), 8) + padded(identity.product(), 16) + identity.serial();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        designator(out, ASCII, T10_VENDOR_ID, name.getBytes(StandardCharsets.US_ASCII));
        designator(out, BINARY, NAA, locallyAssigned(name));
        designator(out, BINARY, TARGET_PORT | RELATIVE_TARGET_PORT, new byte[] {0, 0, 0, 1});
        return out.toByteArray();
    }

    private static void designator(ByteArrayOutputStream out, int codeSet, int kind, byte[] designator) {
        out.write(codeSet);
        out.write(kind);
        out.write(0);
        out.write(designator.length);
        out.writeBytes(designator);
    }

    /** NAA 3, and sixty bits that depend on the name alone (FNV-1a). */
    private static byte[] locallyAssigned(String name) {
        long hash = 0xCBF29CE484222325L;
        for (byte it : name.getBytes(StandardCharsets.US_ASCII)) {
            hash = (hash ^ it) * 0x100000001B3L;
        }
        return ByteBuffer.allocate(8).putLong(hash >>> 4 | 0x3L << 60).array();
    }

    private static byte[] extendedInquiry() {
        byte[] page = new byte[EXTENDED_INQUIRY_BYTES];
        page[1] = TASK_ATTRIBUTES;
        return page;
    }

    /** All mode pages, sub-pages too, are shared by all initiators. */
    private static byte[] modePagePolicy() {
        return new byte[] {0x3F, (byte) 0xFF, 0, 0};
    }

    private static String padded(String text, int length) {
        return new String(Inquiry.padded(text, length), StandardCharsets.US_ASCII);
    }
}
