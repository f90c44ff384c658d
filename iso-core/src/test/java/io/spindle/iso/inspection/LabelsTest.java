package io.spindle.iso.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Primary and Joliet descriptors at sector 16 and on (ECMA-119, 8.4 and 8.5; Joliet 1995). */
final class LabelsTest {
    private static final int SECTOR_16 = 32768;
    private static final int SECTOR_17 = 34816;

    private static ImageBytes primary() {
        return new ImageBytes(26 * 2048)
                .hex(SECTOR_16, "01 43 44 30 30 31 01")
                .text(SECTOR_16 + 40, "PRIMARY_LABEL                   ")
                .hex(SECTOR_16 + 80, "1A 00 00 00 00 00 00 1A")
                .hex(SECTOR_16 + 128, "00 08 08 00")
                .hex(SECTOR_17 + 2048, "FF 43 44 30 30 31 01");
    }

    @Test
    void primaryOnly_inspected_isTheLabel() {
        Inspection inspection = primary().hex(SECTOR_17, "FF 43 44 30 30 31 01").inspect();
        assertThat(inspection.label()).contains("PRIMARY_LABEL");
        assertThat(inspection.iso9660().jolietLabel()).isEmpty();
        assertThat(inspection.iso9660().volumeSpaceSizeBytes()).hasValue(53_248);
        assertThat(inspection.findings()).isEmpty();
    }

    @Test
    void joliet_eachEscapeSequence_isReadBigEndian() {
        for (String escape : new String[] {"25 2F 40", "25 2F 43", "25 2F 45"}) {
            Inspection inspection = primary()
                    .hex(SECTOR_17, "02 43 44 30 30 31 01")
                    .hex(SECTOR_17 + 88, escape)
                    .hex(SECTOR_17 + 40, "00 5A 00 FC 00 72 00 69 00 63 00 68 00 20 65 E5 00 20 00 20")
                    .inspect();
            assertThat(inspection.iso9660().jolietLabel()).contains("Zürich 日");
            assertThat(inspection.label()).contains("PRIMARY_LABEL");
        }
    }

    @Test
    void supplementary_otherEscapeSequence_isNotJoliet() {
        Inspection inspection = primary()
                .hex(SECTOR_17, "02 43 44 30 30 31 01")
                .hex(SECTOR_17 + 88, "25 2F 41")
                .hex(SECTOR_17 + 40, "00 5A")
                .inspect();
        assertThat(inspection.iso9660().jolietLabel()).isEmpty();
    }

    @Test
    void primaryWithoutLabel_joliet_standsIn() {
        Inspection inspection = primary()
                .text(SECTOR_16 + 40, "                                ")
                .hex(SECTOR_17, "02 43 44 30 30 31 01")
                .hex(SECTOR_17 + 88, "25 2F 45")
                .hex(SECTOR_17 + 40, "00 4A 00 00 00 4B")
                .inspect();
        assertThat(inspection.iso9660().label()).isEmpty();
        assertThat(inspection.label()).contains("J");
    }

    @Test
    void primary_beyondAscii_isReadAsUtf8OrElseLatin1() {
        assertThat(primary().hex(SECTOR_16 + 40, "47 72 C3 BC 6E").inspect().label())
                .contains("GrünRY_LABEL");
        assertThat(primary().hex(SECTOR_16 + 40, "47 72 FC 6E").inspect().label())
                .contains("GrünARY_LABEL");
    }

    @Test
    void label_controlAndDirectionCharacters_areMadeHarmless() {
        Inspection inspection = primary()
                .hex(SECTOR_16 + 40, "41 1B 5B 33 31 6D 42 07 9B 43 20 20 20")
                .hex(SECTOR_17, "02 43 44 30 30 31 01")
                .hex(SECTOR_17 + 88, "25 2F 45")
                .hex(SECTOR_17 + 40, "00 61 20 2E 00 62 E0 00 00 63 20 28 00 64")
                .inspect();
        assertThat(inspection.label().orElseThrow()).startsWith("A?[31mB??C");
        assertThat(inspection.iso9660().jolietLabel()).contains("a?b?c?d");
    }

    @Test
    void volumeSpaceSize_moreThanTheImage_isTruncated() {
        Inspection inspection = primary().inspect(25 * 2048);
        assertThat(inspection.findings())
                .containsExactly(new Finding(
                        Finding.Severity.ERROR,
                        "truncated",
                        51_200,
                        "the volume takes 53248 bytes, the image has only 51200: it was not copied whole"));
    }

    @Test
    void volumeSpaceSize_formsDiffer_isAWarning() {
        Inspection inspection = primary().hex(SECTOR_16 + 87, "19").inspect();
        assertThat(inspection.findings()).extracting(Finding::code).containsExactly("both-endian");
        assertThat(inspection.findings().get(0).offsetBytes()).isEqualTo(32_848);
    }

    @Test
    void descriptors_withoutTerminator_endWithTheImageOrAtSomethingElse() {
        Inspection inspection =
                primary().hex(SECTOR_17 + 2048, "00 00 00 00 00 00 00").inspect();
        assertThat(inspection.label()).contains("PRIMARY_LABEL");
        assertThat(primary().inspect(SECTOR_17).label()).contains("PRIMARY_LABEL");
        assertThat(primary().inspect(SECTOR_17 - 1).iso9660().present()).isFalse();
    }
}
