package io.spindle.iso.contents;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A small image of UDF that a test writes: a partition at block 260 with a root directory that holds {@code data} (3000
 * bytes), {@code sub/inside} (in its ICB) and {@code link}.
 */
public final class UdfImage {
    public static final int BLOCK = 2048;
    public static final int PARTITION_START = 260;
    private static final int BLOCKS = 400;
    private static final int FILE_SET = 0;
    private static final int ROOT = 1;
    private static final int DATA_ENTRY = 2;
    private static final int SUB = 3;
    private static final int INSIDE = 4;
    private static final int LINK = 5;
    private static final int DATA = 40;

    /** How logical blocks are found. */
    public enum Kind {
        PHYSICAL,
        VIRTUAL,
        SPARABLE,
        METADATA
    }

    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCKS * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
    private final Kind kind;
    private final long dataLengthBytes;
    /** Index of the map that structures are found by, and that data is found by. */
    private final int structures;

    public UdfImage(Kind kind) {
        this(kind, 3000);
    }

    /**
     * An image in which {@code data} claims another length.
     *
     * @param dataLengthBytes information length of its file entry
     */
    public UdfImage(Kind kind, long dataLengthBytes) {
        this.kind = kind;
        this.dataLengthBytes = dataLengthBytes;
        structures = kind == Kind.PHYSICAL || kind == Kind.SPARABLE ? 0 : 1;
        text(16, "\0BEA01\1");
        text(17, "\0NSR03\1");
        text(18, "\0TEA01\1");
        int anchor = 256 * BLOCK;
        bytes.putInt(anchor + 16, 16 * BLOCK).putInt(anchor + 20, 32);
        tag(anchor, 2, 256, 496);
        volume();
        files();
        if (kind == Kind.VIRTUAL) {
            virtual();
        } else if (kind == Kind.SPARABLE) {
            sparing();
        } else if (kind == Kind.METADATA) {
            int entry = place(0, PARTITION_START + 30);
            descriptors(entry, 250, 20 * BLOCK, 0);
            shortDescriptor(entry, 0, 20 * BLOCK, 100 - 20);
            tag(entry, 261, 30, 400);
        }
    }

    private void volume() {
        int partition = 32 * BLOCK;
        bytes.putInt(partition + 188, PARTITION_START).putInt(partition + 192, BLOCKS - PARTITION_START);
        tag(partition, 5, 32, 496);
        int logical = 33 * BLOCK;
        bytes.put(logical + 84, new byte[] {8, 'U', 'D', 'F'}).put(logical + 84 + 127, (byte) 4);
        bytes.putInt(logical + 212, BLOCK).putShort(logical + 240, (short) 0x0250);
        longDescriptor(logical + 248, BLOCK, FILE_SET, structures);
        bytes.putInt(logical + 264, 70).putInt(logical + 268, structures + 1);
        int map = logical + 440;
        if (kind != Kind.SPARABLE) {
            bytes.put(map, new byte[] {1, 6, 1, 0, 0, 0});
            map += 6;
        }
        if (kind != Kind.PHYSICAL) {
            bytes.put(map, new byte[] {2, 64});
            String name = kind.name().charAt(0) + kind.name().substring(1).toLowerCase(java.util.Locale.ROOT);
            bytes.put(map + 5, ("*UDF " + name + " Partition").getBytes(StandardCharsets.US_ASCII));
            if (kind == Kind.SPARABLE) {
                bytes.putShort(map + 40, (short) 32).put(map + 42, (byte) 1).putInt(map + 44, BLOCK);
                bytes.putInt(map + 48, 258);
            } else {
                bytes.putInt(map + 40, 30).putInt(map + 44, 31);
            }
        }
        tag(logical, 6, 33, 1000);
        tag(34 * BLOCK, 8, 34, 496);
    }

    private void files() {
        int set = at(FILE_SET);
        longDescriptor(set + 400, BLOCK, ROOT, structures);
        tag(set, 256, FILE_SET, 496);
        directory(ROOT, name("data", DATA_ENTRY, 0), name("sub", SUB, 2), name("link", LINK, 0));
        directory(SUB, name("inside", INSIDE, 0));
        int data = at(DATA_ENTRY);
        descriptors(data, 5, dataLengthBytes, 1);
        longDescriptor(data + 176, 3000, DATA, 0);
        bytes.putInt(data + 172, 16);
        tag(data, 261, DATA_ENTRY, 400);
        for (int i = 0; i < 3000; i++) {
            bytes.put(place(DATA, PARTITION_START + DATA) + i, (byte) (i % 251));
        }
        embedded(INSIDE, 5, "in the ICB".getBytes(StandardCharsets.US_ASCII));
        embedded(LINK, 12, new byte[] {5, 4, 0, 0, 8, 's', 'u', 'b', 3, 0, 0, 0, 5, 5, 0, 0, 8, 'd', 'a', 't', 'a'});
    }

    private byte[] name(String name, int entry, int characteristics) {
        byte[] text = ("\b" + name).getBytes(StandardCharsets.ISO_8859_1);
        int lengthBytes = 38 + text.length + 3 & ~3;
        ByteBuffer out = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put(18, (byte) characteristics).put(19, (byte) text.length);
        out.putInt(20, BLOCK).putInt(24, entry).putShort(28, (short) structures);
        out.put(38, text);
        tag(out, 0, 257, 0, lengthBytes - 16);
        return out.array();
    }

    private void directory(int block, byte[]... names) {
        ByteBuffer content = ByteBuffer.allocate(1024);
        for (byte[] name : names) {
            content.put(name);
        }
        byte[] used = new byte[content.position()];
        content.get(0, used);
        embedded(block, 4, used);
    }

    private void embedded(int block, int fileType, byte[] content) {
        int entry = at(block);
        descriptors(entry, fileType, content.length, 3);
        bytes.put(entry + 176, content);
        bytes.putInt(entry + 172, content.length);
        tag(entry, 261, block, 160 + content.length);
    }

    private void descriptors(int entry, int fileType, long lengthBytes, int descriptorKind) {
        bytes.put(entry + 27, (byte) fileType).putShort(entry + 34, (short) descriptorKind);
        bytes.putInt(entry + 44, 0x7FFF & ~0x0842)
                .putShort(entry + 48, (short) 1)
                .putLong(entry + 56, lengthBytes);
        bytes.put(entry + 84, new byte[] {0, 0x10, (byte) 0xE4, 7, 1, 2, 3, 4, 5, 0, 0, 0});
    }

    private void shortDescriptor(int entry, int index, int lengthBytes, int block) {
        bytes.putInt(entry + 172, 8 * (index + 1));
        bytes.putInt(entry + 176 + 8 * index, lengthBytes).putInt(entry + 180 + 8 * index, block);
    }

    private void longDescriptor(int at, int lengthBytes, int block, int partition) {
        bytes.putInt(at, lengthBytes).putInt(at + 4, block).putShort(at + 8, (short) partition);
    }

    /** The table is at the end, and has virtual blocks in reverse order from block 99 of the partition down. */
    private void virtual() {
        int entry = (BLOCKS - 1) * BLOCK;
        byte[] table = new byte[152 + 4 * 10];
        ByteBuffer out = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 152);
        for (int i = 0; i < 10; i++) {
            out.putInt(152 + 4 * i, 99 - i);
        }
        descriptors(entry, 248, table.length, 3);
        bytes.put(entry + 176, table).putInt(entry + 172, table.length);
        tag(entry, 261, BLOCKS - 1 - PARTITION_START, 160 + table.length);
    }

    /** The packet at block 32 of the partition, which holds the data, is replaced by one at block 350. */
    private void sparing() {
        int table = 258 * BLOCK;
        bytes.put(table + 17, "*UDF Sparing Table".getBytes(StandardCharsets.US_ASCII));
        bytes.putShort(table + 48, (short) 1).putInt(table + 56, 32).putInt(table + 60, 350);
    }

    /** Where a logical block of structures is in the image. */
    private int at(int block) {
        return switch (kind) {
            case PHYSICAL, SPARABLE -> place(block, PARTITION_START + block);
            case VIRTUAL -> place(block, PARTITION_START + 99 - block);
            case METADATA -> place(block, PARTITION_START + 80 + block);
        };
    }

    private int place(int block, int physical) {
        boolean replaced = kind == Kind.SPARABLE && block >= 32;
        return (replaced ? 350 + block - 32 : physical) * BLOCK;
    }

    private void text(int sector, String text) {
        bytes.put(sector * BLOCK, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void tag(int at, int identifier, int block, int crcBytes) {
        tag(bytes, at, identifier, block, crcBytes);
    }

    private static void tag(ByteBuffer out, int at, int identifier, int block, int crcBytes) {
        int crc = 0;
        for (int i = 0; i < crcBytes; i++) {
            crc ^= (out.get(at + 16 + i) & 0xFF) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        out.putShort(at, (short) identifier).putShort(at + 2, (short) 3).putShort(at + 8, (short) crc);
        out.putShort(at + 10, (short) crcBytes).putInt(at + 12, block);
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            sum += i == 4 ? 0 : out.get(at + i);
        }
        out.put(at + 4, (byte) sum);
    }

    public byte[] bytes() {
        return bytes.array().clone();
    }
}
