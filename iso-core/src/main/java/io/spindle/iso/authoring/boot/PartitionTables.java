package io.spindle.iso.authoring.boot;

import io.spindle.iso.authoring.layout.Fields;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The first and last sectors of an image that is to boot as a disk: code of an MBR, its partitions, and a GPT (UEFI, 5).
 *
 * @param totalBytes length of the image
 * @param identity from which the identifiers of disk and partitions are derived, 16 bytes
 * @param code up to 440 bytes of an MBR, may have none
 * @param efiPartition where the EFI system partition lies
 */
record PartitionTables(long totalBytes, byte[] identity, byte[] code, Optional<Range> efiPartition) {
    /** Of 512 bytes, as in both tables. */
    static final int SECTOR_BYTES = 512;
    /** Sectors behind the last usable one: the copy of the entries and of the header. */
    static final int BACKUP_SECTORS = 33;

    private static final int CODE_BYTES = 440;
    private static final int PARTITIONS = 446;
    private static final int ENTRIES = 128;
    private static final int ENTRY_BYTES = 128;
    private static final int HEADER_BYTES = 92;
    private static final int FIRST_USABLE = 34;
    private static final int PROTECTIVE = 0xEE;
    private static final int EFI_SYSTEM = 0xEF;
    private static final int HIDDEN_NTFS = 0x17;
    private static final UUID EFI_SYSTEM_TYPE = UUID.fromString("C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
    private static final UUID BASIC_DATA_TYPE = UUID.fromString("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7");

    /** First and last sector of a partition. */
    record Range(long first, long last) {}

    private record GptEntry(UUID type, Range range, String name) {}

    private long lastSector() {
        return totalBytes / SECTOR_BYTES - 1;
    }

    /** The 32 KiB before the volume descriptors. */
    byte[] systemArea() {
        ByteBuffer out = Fields.zeros(32 * 1024);
        out.put(code, 0, Math.min(code.length, CODE_BYTES));
        masterBootRecord(out);
        if (efiPartition.isPresent()) {
            byte[] entries = entries();
            out.position(SECTOR_BYTES).put(header(entries, 1, lastSector(), 2));
            out.position(2 * SECTOR_BYTES).put(entries);
        }
        return out.array();
    }

    /** What is at the very end. */
    byte[] backup() {
        byte[] entries = entries();
        ByteBuffer out = Fields.zeros(BACKUP_SECTORS * SECTOR_BYTES).put(entries);
        return out.put(header(entries, lastSector(), 1, lastSector() - BACKUP_SECTORS + 1))
                .array();
    }

    /** With code, an active partition over the whole image for the BIOS; else one that protects the GPT. */
    private void masterBootRecord(ByteBuffer out) {
        out.position(CODE_BYTES).put(identity, 0, Integer.BYTES);
        out.position(PARTITIONS);
        if (code.length == 0) {
            entry(out, 0, PROTECTIVE, new Range(1, Math.min(lastSector(), 0xFFFF_FFFFL)));
        } else {
            entry(out, 0x80, HIDDEN_NTFS, new Range(0, Math.min(lastSector(), 0xFFFF_FFFEL)));
            efiPartition.ifPresent(range -> entry(out, 0, EFI_SYSTEM, range));
        }
        out.putShort(SECTOR_BYTES - 2, (short) 0xAA55);
    }

    private static void entry(ByteBuffer out, int status, int type, Range range) {
        out.put((byte) status).put(cylinderHeadSector(range.first()));
        out.put((byte) type).put(cylinderHeadSector(range.last()));
        out.putInt((int) range.first()).putInt((int) (range.last() - range.first() + 1));
    }

    /** For 64 heads of 32 sectors, as isolinux assumes; what is beyond has the greatest that can be said. */
    private static byte[] cylinderHeadSector(long sector) {
        long cylinder = sector / (64 * 32);
        if (cylinder > 1023) {
            return new byte[] {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF};
        }
        int head = (int) (sector / 32 % 64);
        int inTrack = (int) (sector % 32 + 1);
        return new byte[] {(byte) head, (byte) (inTrack | cylinder >> 2 & 0xC0), (byte) cylinder};
    }

    private byte[] entries() {
        Range efi = efiPartition.orElseThrow();
        List<GptEntry> all = List.of(
                new GptEntry(BASIC_DATA_TYPE, new Range(64, efi.first() - 1), "ISO9660"),
                new GptEntry(EFI_SYSTEM_TYPE, efi, "EFI"));
        ByteBuffer out = Fields.zeros(ENTRIES * ENTRY_BYTES);
        int number = 0;
        for (GptEntry entry : all) {
            int start = number++ * ENTRY_BYTES;
            guid(out.position(start), entry.type());
            guid(out, identifier(number));
            out.putLong(entry.range().first()).putLong(entry.range().last()).putLong(0);
            out.put(entry.name().getBytes(StandardCharsets.UTF_16LE));
        }
        return out.array();
    }

    private byte[] header(byte[] entries, long own, long other, long entriesSector) {
        ByteBuffer out = Fields.zeros(SECTOR_BYTES);
        out.put("EFI PART".getBytes(StandardCharsets.US_ASCII)).putInt(0x10000).putInt(HEADER_BYTES);
        out.putLong(24, own).putLong(32, other).putLong(40, FIRST_USABLE);
        out.putLong(48, lastSector() - BACKUP_SECTORS);
        guid(out.position(56), identifier(0));
        out.putLong(72, entriesSector)
                .putInt(80, ENTRIES)
                .putInt(84, ENTRY_BYTES)
                .putInt(88, crc(entries, entries.length));
        return out.putInt(16, crc(out.array(), HEADER_BYTES)).array();
    }

    private static int crc(byte[] bytes, int lengthBytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, lengthBytes);
        return (int) crc.getValue();
    }

    /** Version 8, of which only the form is laid down (RFC 9562, 5.8). */
    private UUID identifier(int number) {
        ByteBuffer bits = ByteBuffer.wrap(identity);
        long high = bits.getLong() & ~0xF000L | 0x8000L;
        long low = (bits.getLong() + number) & ~0xC000_0000_0000_0000L | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** UEFI, appendix A: the first three parts are little-endian. */
    private static void guid(ByteBuffer out, UUID id) {
        out.putInt((int) (id.getMostSignificantBits() >>> 32));
        out.putShort((short) (id.getMostSignificantBits() >>> 16)).putShort((short) id.getMostSignificantBits());
        out.putLong(Long.reverseBytes(id.getLeastSignificantBits()));
    }
}
