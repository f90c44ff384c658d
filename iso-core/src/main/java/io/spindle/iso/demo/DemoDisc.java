package io.spindle.iso.demo;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The disc that needs no download: boots under a BIOS, prints one line on the screen and on the first serial port, and
 * halts. Built anew, byte for byte the same, whenever it is asked for.
 */
public final class DemoDisc {
    /** The name under which it is served. */
    public static final String NAME = "demo.iso";
    /** What it prints. */
    public static final String LINE = "Spindle: this virtual disc boots. Now serve your own images.";

    private static final int SECTOR_BYTES = 2048;
    private static final int PRIMARY_DESCRIPTOR = 16;
    private static final int BOOT_RECORD = 17;
    private static final int TERMINATOR = 18;
    private static final int PATH_TABLE_L = 19;
    private static final int PATH_TABLE_M = 20;
    private static final int ROOT = 21;
    private static final int BOOT_CATALOG = 22;
    private static final int BOOT_IMAGE = 23;
    private static final int README = 24;
    private static final int SECTORS = 64;
    private static final int PATH_TABLE_BYTES = 10;
    private static final int ROOT_RECORD_BYTES = 34;
    private static final String README_TEXT =
            "This disc was made by Spindle, the optical-drive server, to show that a virtual drive boots.\r\n";

    /** Assembled for 0000:7C00; the line follows at 7C52. */
    private static final String BOOT_CODE = """
            FA              cli
            31 C0           xor ax, ax
            8E D8           mov ds, ax
            8E C0           mov es, ax
            8E D0           mov ss, ax
            BC 00 7C        mov sp, 7C00
            FB              sti
            FC              cld
            EA 13 7C 00 00  jmp 0000:7C13
            BA FB 03        mov dx, 3FB     line control: set the speed
            B0 80           mov al, 80
            EE              out dx, al
            BA F8 03        mov dx, 3F8     divisor 1: 115200 baud
            B0 01           mov al, 1
            EE              out dx, al
            BA F9 03        mov dx, 3F9
            B0 00           mov al, 0
            EE              out dx, al
            BA FB 03        mov dx, 3FB     8 data bits, no parity, 1 stop bit
            B0 03           mov al, 3
            EE              out dx, al
            BE 52 7C        mov si, 7C52
            AC              lodsb           next character, 7C2E
            84 C0           test al, al
            74 1C           jz halt
            50              push ax
            B4 0E           mov ah, 0E      teletype
            BB 07 00        mov bx, 7
            CD 10           int 10
            B9 FF FF        mov cx, FFFF    no port answers for ever
            BA FD 03        mov dx, 3FD     line status
            EC              in al, dx
            A8 20           test al, 20     room for a character
            75 02           jnz send
            E2 F9           loop
            58              pop ax
            BA F8 03        mov dx, 3F8
            EE              out dx, al
            EB DF           jmp 7C2E
            F4              hlt             halt, 7C4F
            EB FD           jmp 7C4F
            """;

    private DemoDisc() {}

    /** The image. */
    public static ByteSource image() {
        byte[] image = new byte[SECTORS * SECTOR_BYTES];
        put(image, PRIMARY_DESCRIPTOR, primaryVolumeDescriptor());
        put(image, BOOT_RECORD, bootRecord());
        put(image, TERMINATOR, descriptor(255));
        put(image, PATH_TABLE_L, pathTable(ByteOrder.LITTLE_ENDIAN));
        put(image, PATH_TABLE_M, pathTable(ByteOrder.BIG_ENDIAN));
        put(image, ROOT, rootDirectory());
        put(image, BOOT_CATALOG, bootCatalog());
        put(image, BOOT_IMAGE, bootImage());
        put(image, README, ByteBuffer.wrap(README_TEXT.getBytes(StandardCharsets.US_ASCII)));
        return new MemoryByteSource(image);
    }

    private static void put(byte[] image, int sector, ByteBuffer content) {
        content.rewind().get(image, sector * SECTOR_BYTES, content.remaining());
    }

    private static ByteBuffer descriptor(int type) {
        ByteBuffer out = ByteBuffer.allocate(SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return out.put((byte) type).put(ascii("CD001", 5)).put((byte) 1);
    }

    /** ECMA-119, 8.4. */
    private static ByteBuffer primaryVolumeDescriptor() {
        ByteBuffer out = descriptor(1);
        out.position(8).put(ascii("", 32)).put(ascii("SPINDLE_DEMO", 32));
        bothEndian32(out.position(80), SECTORS);
        bothEndian16(out.position(120), 1);
        bothEndian16(out, 1);
        bothEndian16(out, SECTOR_BYTES);
        bothEndian32(out, PATH_TABLE_BYTES);
        out.putInt(PATH_TABLE_L).putInt(0).putInt(Integer.reverseBytes(PATH_TABLE_M));
        directoryRecord(out.position(156), new byte[] {0}, ROOT, SECTOR_BYTES, true);
        out.position(190).put(ascii("", 128 * 4 + 37 * 3));
        for (int date = 0; date < 4; date++) {
            out.put(ascii(date < 2 ? "2026010100000000" : "0000000000000000", 16))
                    .put((byte) 0);
        }
        return out.put((byte) 1);
    }

    /** El Torito, 2.0: boot record volume descriptor. */
    private static ByteBuffer bootRecord() {
        ByteBuffer out = descriptor(0);
        out.put("EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII));
        return out.position(71).putInt(BOOT_CATALOG);
    }

    /** ECMA-119, 9.4: the root only. */
    private static ByteBuffer pathTable(ByteOrder order) {
        ByteBuffer out = ByteBuffer.allocate(PATH_TABLE_BYTES).order(order);
        return out.put((byte) 1).put((byte) 0).putInt(ROOT).putShort((short) 1).putShort((short) 0);
    }

    private static ByteBuffer rootDirectory() {
        ByteBuffer out = ByteBuffer.allocate(SECTOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        directoryRecord(out, new byte[] {0}, ROOT, SECTOR_BYTES, true);
        directoryRecord(out, new byte[] {1}, ROOT, SECTOR_BYTES, true);
        directoryRecord(out, ascii("README.TXT;1", 12), README, README_TEXT.length(), false);
        return out;
    }

    /** ECMA-119, 9.1. */
    private static void directoryRecord(ByteBuffer out, byte[] identifier, int location, int bytes, boolean directory) {
        int lengthBytes = ROOT_RECORD_BYTES - 1 + identifier.length + (identifier.length + 1) % 2;
        int start = out.position();
        out.put((byte) lengthBytes).put((byte) 0);
        bothEndian32(out, location);
        bothEndian32(out, bytes);
        out.put(new byte[] {126, 1, 1, 0, 0, 0, 0});
        out.put((byte) (directory ? 2 : 0)).putShort((short) 0);
        bothEndian16(out, 1);
        out.put((byte) identifier.length).put(identifier);
        out.position(start + lengthBytes);
    }

    /** El Torito, 2.1 and 2.2: validation entry and initial entry without emulation. */
    private static ByteBuffer bootCatalog() {
        ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 1).position(4);
        out.put(ascii("Spindle", 24));
        out.putShort(30, (short) 0xAA55);
        int sum = 0;
        for (int at = 0; at < 32; at += Short.BYTES) {
            sum += out.getShort(at);
        }
        out.putShort(28, (short) -sum);
        out.position(32)
                .put((byte) 0x88)
                .put((byte) 0)
                .putShort((short) 0)
                .put((byte) 0)
                .put((byte) 0);
        return out.putShort((short) 4).putInt(BOOT_IMAGE);
    }

    private static ByteBuffer bootImage() {
        ByteBuffer out = ByteBuffer.allocate(SECTOR_BYTES);
        BOOT_CODE
                .lines()
                .forEach(line ->
                        out.put(HexFormat.of().parseHex(line.substring(0, 15).replace(" ", ""))));
        return out.put((LINE + "\r\n\0").getBytes(StandardCharsets.US_ASCII));
    }

    private static void bothEndian32(ByteBuffer out, int value) {
        out.putInt(value).putInt(Integer.reverseBytes(value));
    }

    private static void bothEndian16(ByteBuffer out, int value) {
        out.putShort((short) value).putShort(Short.reverseBytes((short) value));
    }

    private static byte[] ascii(String text, int lengthBytes) {
        return (text + " ".repeat(lengthBytes - text.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
