package io.spindle.iso.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Volume recognition, anchors and names (ECMA-167, 2/9 and 3/10; OSTA UDF, 2.1.1). */
final class UdfVolumeTest {
    private static final int SECTORS = 600;
    private static final String NAME_8_BIT = "08 55 64 66 20 FC";

    private static ImageBytes recognised() {
        return new ImageBytes(SECTORS * 2048)
                .hex(16 * 2048, "00 42 45 41 30 31 01")
                .hex(17 * 2048, "00 4E 53 52 30 32 01")
                .hex(18 * 2048, "00 54 45 41 30 31 01");
    }

    /** Main sequence of 2 sectors at 64, reserve of 2 sectors at 80. */
    private static ImageBytes anchored(int sector) {
        return recognised()
                .hex(sector * 2048 + 16, "00 10 00 00 40 00 00 00 00 10 00 00 50 00 00 00")
                .udfTag(sector * 2048, 2, sector);
    }

    private static ImageBytes named(ImageBytes image, int sector, String name, String lastByte) {
        return image.hex(sector * 2048 + 84, name)
                .hex(sector * 2048 + 84 + 127, lastByte)
                .udfTag(sector * 2048, 6, sector);
    }

    @Test
    void anchor_atEachOfItsPlaces_leadsToTheName() {
        for (int sector : new int[] {256, 599, 343, 512}) {
            Inspection inspection =
                    named(anchored(sector), 64, NAME_8_BIT, "06").inspect();
            assertThat(inspection.udf().orElseThrow().label()).contains("Udf ü");
            assertThat(inspection.label()).contains("Udf ü");
            assertThat(inspection.findings()).isEmpty();
        }
    }

    @Test
    void anchor_elsewhereOrOfAnotherBlock_isNotTaken() {
        for (ImageBytes image : new ImageBytes[] {
            named(anchored(300), 64, NAME_8_BIT, "06"),
            named(anchored(256), 64, NAME_8_BIT, "06").udfTag(256 * 2048, 2, 255),
            named(anchored(256), 64, NAME_8_BIT, "06").hex(256 * 2048 + 4, "00")
        }) {
            Inspection inspection = image.inspect();
            assertThat(inspection.udf().orElseThrow().label()).isEmpty();
            assertThat(inspection.findings()).extracting(Finding::code).containsExactly("udf-anchor");
        }
    }

    @Test
    void name_16Bits_isReadBigEndian() {
        Inspection inspection =
                named(anchored(256), 64, "10 00 44 65 E5 67 2C", "07").inspect();
        assertThat(inspection.udf().orElseThrow().label()).contains("D日本");
    }

    @Test
    void name_oddLengths_stayInsideTheirField() {
        assertThat(label("10 00 44 65", "04")).isEqualTo("D");
        assertThat(label("08 41 42", "FF")).isEqualTo("AB");
        assertThat(label("08 41 42", "02")).isEqualTo("A");
        assertThat(label("08 41", "01")).isNull();
        assertThat(label("08 41", "00")).isNull();
        assertThat(label("09 41 42", "03")).isNull();
        assertThat(label("10 00", "02")).isNull();
    }

    private static String label(String name, String lastByte) {
        return named(anchored(256), 64, name, lastByte)
                .inspect()
                .udf()
                .orElseThrow()
                .label()
                .orElse(null);
    }

    @Test
    void sequence_nameAfterOtherDescriptors_isFoundUpToTheTerminator() {
        ImageBytes image = anchored(256).udfTag(64 * 2048, 1, 64);
        assertThat(named(image, 65, NAME_8_BIT, "06").inspect().label()).contains("Udf ü");
        ImageBytes ended = anchored(256).udfTag(64 * 2048, 8, 64);
        assertThat(named(ended, 65, NAME_8_BIT, "06").inspect().label()).isEmpty();
        ImageBytes outside = anchored(256).udfTag(64 * 2048, 1, 64).udfTag(65 * 2048, 1, 65);
        assertThat(named(outside, 66, NAME_8_BIT, "06").inspect().label()).isEmpty();
    }

    @Test
    void sequence_mainBroken_reserveIsRead() {
        assertThat(named(anchored(256), 80, NAME_8_BIT, "06").inspect().label()).contains("Udf ü");
    }

    @Test
    void sequence_farOutside_isNoName() {
        Inspection inspection = recognised()
                .hex(256 * 2048 + 16, "FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF")
                .udfTag(256 * 2048, 2, 256)
                .inspect();
        assertThat(inspection.udf().orElseThrow().label()).isEmpty();
    }

    @Test
    void blocksOf512Bytes_likeAHardDisk_areRead() {
        Inspection inspection = recognised()
                .hex(256 * 512 + 16, "00 04 00 00 C8 00 00 00")
                .udfTag(256 * 512, 2, 256)
                .hex(200 * 512 + 84, NAME_8_BIT)
                .hex(200 * 512 + 84 + 127, "06")
                .udfTag(200 * 512, 6, 200)
                .inspect();
        assertThat(inspection.label()).contains("Udf ü");
    }

    @Test
    void recognition_withoutNsr_isNoUdf() {
        assertThat(named(anchored(256), 64, NAME_8_BIT, "06")
                        .hex(17 * 2048 + 1, "54 45 41 30 31")
                        .inspect()
                        .udf())
                .isEmpty();
    }

    @Test
    void recognition_behindIso9660AsNsr03_isABridge() {
        Inspection inspection = named(anchored(256), 64, NAME_8_BIT, "06")
                .hex(16 * 2048, "01 43 44 30 30 31 01")
                .text(16 * 2048 + 40, "ISO             ")
                .hex(17 * 2048, "FF 43 44 30 30 31 01")
                .hex(18 * 2048, "00 42 45 41 30 31 01")
                .hex(19 * 2048, "00 4E 53 52 30 33 01")
                .inspect();
        assertThat(inspection.label()).contains("ISO");
        assertThat(inspection.udf().orElseThrow().label()).contains("Udf ü");
    }
}
