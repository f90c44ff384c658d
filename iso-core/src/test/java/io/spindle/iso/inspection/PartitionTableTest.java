package io.spindle.iso.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.iso.inspection.PartitionTable.Partition;
import org.junit.jupiter.api.Test;

/** Master boot records and GUID partition tables (UEFI, 5.2 and 5.3) on images of 200 blocks of 512 bytes. */
final class PartitionTableTest {
    private static final int LENGTH_BYTES = 102_400;
    private static final int BACKUP = 199 * 512;
    private static final String ESP = "28 73 2A C1 1F F8 D2 11 BA 4B 00 A0 C9 3E C9 3B";
    private static final String ESP_TEXT = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";

    private static ImageBytes mbr() {
        return new ImageBytes(LENGTH_BYTES).hex(510, "55 AA");
    }

    private static ImageBytes protective() {
        return mbr().hex(446, "00 00 01 00 EE FF FF FF 01 00 00 00 C7 00 00 00");
    }

    /** A header at {@code block} for a table of 4 entries at {@code tableBlock}, whose second one is an ESP. */
    private static ImageBytes gpt(ImageBytes image, int block, int tableBlock) {
        int header = block * 512;
        int table = tableBlock * 512;
        return image.hex(table + 128, ESP)
                .hex(table + 128 + 16, "01")
                .hex(table + 128 + 32, "28 00 00 00 00 00 00 00 4F 00 00 00 00 00 00 00")
                .text(header, "EFI PART")
                .hex(header + 8, "00 00 01 00 5C 00 00 00")
                .hex(header + 24, String.format("%02X", block))
                .hex(header + 72, String.format("%02X", tableBlock))
                .hex(header + 80, "04 00 00 00 80 00 00 00")
                .crc32(header + 88, table, 512)
                .hex(header + 16, "00 00 00 00")
                .crc32(header + 16, header, 92);
    }

    @Test
    void hybridMbr_usedEntries_areTold() {
        Inspection inspection = mbr().hex(446, "80 00 00 00 17 00 00 00 00 00 00 00 C8 00 00 00")
                .hex(462, "00 00 00 00 EF 00 00 00 10 00 00 00 20 00 00 00")
                .inspect();
        assertThat(inspection.partitions().scheme()).isEqualTo("MBR");
        assertThat(inspection.partitions().partitions())
                .containsExactly(
                        new Partition("0x17", 0, 102_400, false, true),
                        new Partition("0xef", 8192, 16_384, true, false));
        assertThat(inspection.boots()).containsExactly(Firmware.UEFI);
    }

    @Test
    void mbr_withoutEntriesOrSignature_isNone() {
        assertThat(mbr().inspect().partitions().scheme()).isEqualTo("none");
        assertThat(mbr().hex(446, "80 00 00 00 17 00 00 00 00 00 00 00 C8 00 00 00")
                        .hex(510, "AA 55")
                        .inspect()
                        .partitions()
                        .partitions())
                .isEmpty();
    }

    @Test
    void gpt_valid_isReadWithoutFinding() {
        Inspection inspection = gpt(gpt(protective(), 1, 2), 199, 198).inspect();
        assertThat(inspection.partitions().scheme()).isEqualTo("GPT");
        assertThat(inspection.partitions().partitions())
                .containsExactly(new Partition(ESP_TEXT, 20_480, 20_480, true, false));
        assertThat(inspection.boots()).containsExactly(Firmware.UEFI);
        assertThat(codes(inspection)).containsExactly("no-file-system");
    }

    @Test
    void gpt_hybridMbrWithoutProtectiveEntry_isStillRead() {
        ImageBytes image = mbr().hex(446, "80 00 00 00 17 00 00 00 00 00 00 00 C8 00 00 00");
        assertThat(gpt(image, 1, 2).inspect().partitions().scheme()).isEqualTo("GPT");
    }

    @Test
    void gpt_primaryBroken_backupIsRead() {
        for (int broken : new int[] {512, 512 + 16, 512 + 40, 1024 + 5}) {
            Inspection inspection =
                    gpt(gpt(protective(), 1, 2), 199, 198).hex(broken, "77").inspect();
            assertThat(inspection.partitions().partitions())
                    .containsExactly(new Partition(ESP_TEXT, 20_480, 20_480, true, false));
            assertThat(codes(inspection)).containsExactly("gpt-checksum", "gpt-backup", "no-file-system");
        }
    }

    @Test
    void gpt_bothBroken_isAFindingAndTheMbrCounts() {
        Inspection inspection = gpt(gpt(protective(), 1, 2), 199, 198)
                .hex(512 + 40, "77")
                .hex(BACKUP + 40, "77")
                .hex(462, "00 00 00 00 EF 00 00 00 10 00 00 00 20 00 00 00")
                .inspect();
        assertThat(inspection.partitions().scheme()).isEqualTo("MBR");
        assertThat(inspection.partitions().partitions())
                .containsExactly(new Partition("0xef", 8192, 16_384, true, false));
        assertThat(codes(inspection)).containsExactly("gpt-checksum", "no-file-system");
    }

    @Test
    void gpt_tableOfAbsurdSize_isNotRead() {
        for (String countAndSize : new String[] {
            "00 00 00 00 80 00 00 00", "FF FF FF FF 80 00 00 00", "04 00 00 00 00 00 00 80", "04 00 00 00 7F 00 00 00"
        }) {
            Inspection inspection = gpt(protective(), 1, 2)
                    .hex(512 + 80, countAndSize)
                    .hex(512 + 16, "00 00 00 00")
                    .crc32(512 + 16, 512, 92)
                    .inspect();
            assertThat(inspection.partitions().partitions()).isEmpty();
            assertThat(codes(inspection)).contains("gpt-checksum");
        }
    }

    @Test
    void gpt_tableOutsideTheImage_isNotRead() {
        for (String block :
                new String[] {"C8 00 00 00 00 00 00 00", "00 00 00 00 00 00 80 00", "FF FF FF FF FF FF FF FF"}) {
            Inspection inspection = gpt(protective(), 1, 2)
                    .hex(512 + 72, block)
                    .hex(512 + 16, "00 00 00 00")
                    .crc32(512 + 16, 512, 92)
                    .inspect();
            assertThat(inspection.partitions().partitions()).isEmpty();
        }
    }

    private static Iterable<String> codes(Inspection inspection) {
        return inspection.findings().stream().map(Finding::code).toList();
    }
}
