package io.spindle.iso.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.spindle.iso.inspection.BootCatalog.BootEntry;
import org.junit.jupiter.api.Test;

/** El Torito 1.0: boot record at sector 17, catalogue at sector 20. */
final class BootCatalogTest {
    private static final int CATALOG = 20 * 2048;

    private static ImageBytes recorded() {
        return new ImageBytes(100 * 2048)
                .hex(16 * 2048, "01 43 44 30 30 31 01")
                .hex(17 * 2048, "00 43 44 30 30 31 01")
                .text(17 * 2048 + 7, "EL TORITO SPECIFICATION")
                .hex(17 * 2048 + 71, "14 00 00 00")
                .hex(18 * 2048, "FF 43 44 30 30 31 01");
    }

    private static ImageBytes validated(String platform) {
        return recorded()
                .hex(CATALOG, "01 " + platform)
                .text(CATALOG + 4, "Somebody")
                .hex(CATALOG + 30, "55 AA")
                .elToritoSum(CATALOG);
    }

    @Test
    void biosAndEfiSections_inspected_bootBoth() {
        Inspection inspection = validated("00")
                .hex(CATALOG + 32, "88 00 00 00 00 00 04 00 19 00 00 00")
                .hex(CATALOG + 64, "91 EF 01 00")
                .hex(CATALOG + 96, "88 00 00 00 00 00 40 0B 1A 00 00 00")
                .inspect();
        assertThat(inspection.bootCatalog().entries())
                .containsExactly(new BootEntry(0, true, "none", 25, 4), new BootEntry(0xEF, true, "none", 26, 2880));
        assertThat(inspection.boots()).containsExactlyInAnyOrder(Firmware.BIOS, Firmware.UEFI);
        // 26 * 2048 + 2880 * 512 is beyond the end of this image.
        assertThat(inspection.findings())
                .extracting(Finding::code, Finding::offsetBytes)
                .containsExactly(tuple("boot-image", 53_248L));
    }

    @Test
    void efiOnly_inspected_bootsUefi() {
        Inspection inspection = validated("EF")
                .hex(CATALOG + 32, "88 00 00 00 00 00 01 00 19 00 00 00")
                .inspect();
        assertThat(inspection.boots()).containsExactly(Firmware.UEFI);
        assertThat(inspection.findings()).isEmpty();
    }

    @Test
    void severalSections_withExtensions_areAllRead() {
        Inspection inspection = validated("00")
                .hex(CATALOG + 32, "00 00 00 00 00 00 01 00 19 00 00 00")
                .hex(CATALOG + 64, "90 01 02 00")
                .hex(CATALOG + 96, "88 20 00 00 00 00 01 00 1A 00 00 00")
                .hex(CATALOG + 128, "44 00")
                .hex(CATALOG + 160, "88 00 00 00 00 00 01 00 1B 00 00 00")
                .hex(CATALOG + 192, "91 02 01 00")
                .hex(CATALOG + 224, "88 00 00 00 00 00 01 00 1C 00 00 00")
                .hex(CATALOG + 256, "91 EF 01 00")
                .hex(CATALOG + 288, "88 00 00 00 00 00 01 00 1D 00 00 00")
                .inspect();
        assertThat(inspection.bootCatalog().entries())
                .containsExactly(
                        new BootEntry(0, false, "none", 25, 1),
                        new BootEntry(1, true, "none", 26, 1),
                        new BootEntry(1, true, "none", 27, 1),
                        new BootEntry(2, true, "none", 28, 1));
        assertThat(inspection.boots()).isEmpty();
    }

    @Test
    void emulation_eachKind_isNamed() {
        String[] names = {"none", "floppy-1.2M", "floppy-1.44M", "floppy-2.88M", "hard-disk", "unknown-5"};
        for (int media = 0; media < names.length; media++) {
            Inspection inspection = validated("00")
                    .hex(CATALOG + 32, "88 0" + media + " 00 00 00 00 01 00 19 00 00 00")
                    .inspect();
            assertThat(inspection.bootCatalog().entries()).containsExactly(new BootEntry(0, true, names[media], 25, 1));
            assertThat(inspection.boots()).containsExactly(Firmware.BIOS);
        }
    }

    @Test
    void validationEntry_broken_isAFindingAndNothingBoots() {
        for (ImageBytes image : new ImageBytes[] {
            validated("00").hex(CATALOG + 28, "00 00"),
            validated("00").hex(CATALOG + 30, "AA 55").elToritoSum(CATALOG),
            validated("00").hex(CATALOG, "02").elToritoSum(CATALOG)
        }) {
            Inspection inspection = image.hex(CATALOG + 32, "88").inspect();
            assertThat(inspection.boots()).isEmpty();
            assertThat(inspection.findings())
                    .containsExactly(new Finding(
                            Finding.Severity.ERROR,
                            "boot-catalog",
                            40_960,
                            "the boot catalogue has no valid validation entry"));
        }
    }

    @Test
    void catalogue_beyondTheEnd_isAFinding() {
        for (String sector : new String[] {"64 00 00 00", "FF FF FF FF"}) {
            Inspection inspection = recorded().hex(17 * 2048 + 71, sector).inspect();
            assertThat(inspection.bootCatalog().entries()).isEmpty();
            assertThat(inspection.findings())
                    .extracting(Finding::text)
                    .containsExactly("the boot catalogue lies outside the image");
        }
    }

    @Test
    void bootImage_beyondTheEnd_isAFinding() {
        Inspection inspection = validated("00")
                .hex(CATALOG + 32, "88 00 00 00 00 00 04 00 63 00 00 00")
                .inspect();
        assertThat(inspection.findings()).isEmpty();
        Inspection outside = validated("00")
                .hex(CATALOG + 32, "88 00 00 00 00 00 05 00 63 00 00 00")
                .inspect();
        assertThat(outside.findings()).extracting(Finding::code).containsExactly("boot-image");
    }

    @Test
    void catalogue_sectionsWithoutEnd_areBounded() {
        ImageBytes image = validated("00").hex(CATALOG + 64, "91 EF FF FF");
        for (int at = CATALOG + 96; at < CATALOG + 4096; at += 32) {
            image.hex(at, "88 00 00 00 00 00 01 00 FF FF FF FF");
        }
        Inspection inspection = image.inspect();
        assertThat(inspection.bootCatalog().entries()).hasSize(62);
        assertThat(inspection.findings()).hasSizeLessThan(65);
    }
}
