package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Answers;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Hex;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MODE SENSE (6) and (10), MODE SELECT (6) and (10). */
final class ModeSenseTest {
    private static final String CAPABILITIES = """
            2A 1E 3F 00 71 7F 29 03   # page 2Ah, 30 bytes; what it reads, plays and does
            21 13 01 00 08 00 21 13   # 8467 kB/s, 256 levels, 2048 KiB, 8467 kB/s
            0000000000000000 0000000000000000
            """;

    private final DriveRig rig = DriveRig.empty();

    @ParameterizedTest
    @CsvSource({
        "01, 01 0A 00 05 00 00 00 00 00 00 00 00",
        "08, 08 0A 00 00 00 00 00 00 00 00 00 00",
        "0A, 0A 0A 02 10 00 00 00 00 00 00 00 00",
        "0D, 0D 06 00 00 00 3C 00 4B",
        "0E, 0E 0E 04 00 00 00 00 00 01 FF 02 FF 00 00 00 00",
        "1A, 1A 0A 00 00 00 00 00 00 00 00 00 00",
        "1C, 1C 0A 08 00 00 00 00 00 00 00 00 00",
        "1D, 1D 08 00 00 00 00 00 0A 00 3C"
    })
    void page_current_headerAndPage(String code, String page) {
        int pageBytes = Hex.hex(page).length;
        rig.data("1A 00 " + code + " 00 FF 00", String.format("%02X 00 80 00", 3 + pageBytes) + page);
        rig.data(
                "5A 00 " + code + " 00 00 00 00 FF FF 00",
                String.format("%04X 00 80 00 00 00 00", 6 + pageBytes) + page);
    }

    @Test
    void page_writeParameters_52Bytes() {
        rig.data("1A 08 05 00 FF 00", "37 00 80 00 05 32 00 04 08 00 00 00 00 00 00 00 00 00 00 10" + "00".repeat(36));
    }

    @Test
    void page_capabilities_asTheDriveIs() {
        rig.data("1A 08 2A 00 FF 00", "23 00 80 00" + CAPABILITIES.replaceAll("#.*", ""));
        rig.data("5A 08 2A 00 00 00 00 00 80 00", "0026 00 80 00 00 00 00" + CAPABILITIES.replaceAll("#.*", ""));
    }

    @Test
    void page_capabilities_tellTheLockAndTheSpeed() {
        DriveRig dvd = DriveRig.with(TestDiscs.dvdSingleLayer());
        dvd.good("1E 00 00 00 01 00");
        byte[] page = dvd.data("1A 08 2A 00 FF 00");
        assertThat(page[4 + 6]).isEqualTo((byte) 0x2B);
        assertThat(Hex.text(Arrays.copyOfRange(page, 4 + 8, 4 + 10))).isEqualTo("56 90");
        DriveRig cd = DriveRig.with(TestDiscs.dataCd());
        cd.good("BB 00 02 C2 FF FF 00 00 00 00 00 00");
        byte[] slow = cd.data("1A 08 2A 00 FF 00");
        assertThat(Hex.text(Arrays.copyOfRange(slow, 4 + 8, 4 + 16))).isEqualTo("21 13 01 00 08 00 02 C2");
    }

    @Test
    void allPages_inOrderOfTheirCodes() {
        byte[] all = rig.data("1A 00 3F 00 FF 00");
        assertThat(all).hasSize(182);
        assertThat(Hex.text(Arrays.copyOf(all, 4))).isEqualTo("B5 00 80 00");
        StringBuilder codes = new StringBuilder();
        for (int at = 4; at < all.length; at += 2 + all[at + 1]) {
            codes.append(String.format("%02X ", all[at]));
        }
        assertThat(codes.toString()).isEqualTo("01 05 08 0A 0D 0E 1A 1C 1D 2A ");
        assertThat(rig.data("1A 00 3F FF FF 00")).isEqualTo(all);
        assertThat(rig.data("5A 10 3F 00 00 00 00 FF FF 00")).hasSize(186).startsWith(0, 0xB8, 0, 0x80);
    }

    @Test
    void allocationLength_edges_cutTheData() {
        rig.good("1A 00 3F 00 00 00");
        rig.data("1A 00 3F 00 01 00", "B5");
        rig.data("1A 00 3F 00 05 00", "B5 00 80 00 01");
        rig.good("5A 00 01 00 00 00 00 00 00 00");
        rig.data("5A 00 01 00 00 00 00 00 02 00", "00 12");
        rig.data("5A 00 01 00 00 00 00 00 08 00", "00 12 00 80 00 00 00 00");
    }

    @Test
    void changeable_masks() {
        rig.data("1A 00 41 00 FF 00", "0F 00 80 00 01 0A 37 FF 00 00 00 00 00 00 00 00");
        rig.data("1A 00 4E 00 FF 00", "13 00 80 00 0E 0E 02 00 00 00 00 00 0F FF 0F FF 0F FF 0F FF");
        rig.data("1A 00 4A 00 FF 00", "0F 00 80 00 0A 0A 00 00 00 00 00 00 00 00 00 00");
    }

    @Test
    void saved_notSupported() {
        rig.sense("1A 00 FF 00 FF 00", "05 39 00");
        rig.sense("5A 00 C1 00 00 00 00 00 FF 00", "05 39 00");
    }

    @Test
    void pageOrSubpage_unknown_invalidField() {
        rig.invalidField("1A 00 00 00 FF 00", "CD 00 02");
        rig.invalidField("1A 00 30 00 FF 00", "CD 00 02");
        rig.invalidField("1A 00 01 01 FF 00", "C0 00 03");
        rig.invalidField("5A 00 0A 01 00 00 00 00 FF 00", "C0 00 03");
    }

    @Test
    void reservedBits_pointedAt() {
        rig.invalidField("1A 10 01 00 FF 00", "CC 00 01");
        rig.invalidField("5A 20 01 00 00 00 00 00 FF 00", "CD 00 01");
        rig.invalidField("5A 00 01 00 01 00 00 00 FF 00", "C8 00 04");
        rig.invalidField("15 12 00 00 00 00", "C9 00 01");
        rig.invalidField("55 10 00 00 00 00 00 00 00 20", "CD 00 09");
    }

    @Test
    void select_changeableBits_currentChangesDefaultDoesNot() {
        Nexus other = rig.attach("iqn.2026-01.test:b");
        byte[] list = Hex.hex("00 00 00 00 01 0A 20 0A 00 00 00 00 00 00 00 00");
        assertThat(rig.send(rig.nexus, "15 10 00 00 10 00", list).getClass().getSimpleName())
                .isEqualTo("Good");
        rig.data("1A 00 01 00 FF 00", "0F 00 80 00 01 0A 20 0A 00 00 00 00 00 00 00 00");
        rig.data("1A 00 81 00 FF 00", "0F 00 80 00 01 0A 00 05 00 00 00 00 00 00 00 00");
        rig.sense(other, "1A 00 01 00 FF 00", "06 2A 01");
        rig.data(other, "1A 00 01 00 FF 00", "0F 00 80 00 01 0A 20 0A 00 00 00 00 00 00 00 00");
    }

    @Test
    void select_whatIsThereAlready_nobodyIsTold() {
        Nexus other = rig.attach("iqn.2026-01.test:b");
        byte[] list = rig.data("5A 00 3F 00 00 00 00 FF FF 00");
        assertThat(rig.send(rig.nexus, "55 10 00 00 00 00 00 00 BA 00", list)
                        .getClass()
                        .getSimpleName())
                .isEqualTo("Good");
        rig.data(other, "1A 00 08 00 04 00", "0F 00 80 00");
    }

    @Test
    void select_blockDescriptor_of2048OrNoLength() {
        String page = "08 0A 01 00 00 00 00 00 00 00 00 00";
        assertThat(select6("00 00 00 08 00 000000 00 000800" + page)).isEqualTo("Good");
        assertThat(select6("00 00 00 08 00 000000 00 000000" + page)).isEqualTo("Good");
        assertThat(select6("00 00 00 08 00 000000 00 000200" + page)).isEqualTo("26 00 80 00 09");
        assertThat(select6("00 00 00 04 00 000000 00 000800" + page)).isEqualTo("26 00 80 00 03");
    }

    @Test
    void select_refused_nothingIsChanged() {
        // The second page would change what cannot be changed: byte 18 of the list.
        assertThat(select6("00 00 00 00 08 0A 01 00 00 00 00 00 00 00 00 00 0A 0A 06 10 00 00 00 00 00 00 00 00"))
                .isEqualTo("26 00 80 00 12");
        rig.data("1A 00 08 00 FF 00", "0F 00 80 00 08 0A 00 00 00 00 00 00 00 00 00 00");
        assertThat(select6("00 00 00 00 30 02 00 00")).isEqualTo("26 00 80 00 04");
        assertThat(select6("00 00 00 00 08 09 00 00 00 00 00 00 00 00 00")).isEqualTo("26 00 80 00 05");
        assertThat(select6("00 00 00 00 48 0A 00 00 00 00 00 00 00 00 00 00")).isEqualTo("26 00 80 00 04");
    }

    @Test
    void select_cutOff_lengthError() {
        for (String list : new String[] {
            "00", "00 00 00", "00 00 00 08 00 00 00", "00 00 00 00 08", "00 00 00 00 08 0A 00 00 00 00 00 00 00 00 00"
        }) {
            assertThat(select6(list)).as(list).isEqualTo("1A 00 00 00 00");
        }
        assertThat(select6("00 00 00 00")).isEqualTo("Good");
    }

    @Test
    void select_savePagesOrVendorFormat_invalidField() {
        rig.invalidField("15 11 00 00 10 00", "C8 00 01");
        rig.invalidField("15 00 00 00 10 00", "CC 00 01");
        rig.good("15 00 00 00 00 00");
        rig.good("55 10 00 00 00 00 00 00 00 00");
    }

    @Test
    void reset_currentIsDefaultAgain() {
        assertThat(select6("00 00 00 00 08 0A 01 00 00 00 00 00 00 00 00 00")).isEqualTo("Good");
        rig.drive.reset(rig.now());
        rig.settle(rig.nexus);
        rig.data("1A 00 08 00 FF 00", "0F 00 80 00 08 0A 00 00 00 00 00 00 00 00 00 00");
    }

    /** "Good", or code, qualifier and sense-key specific data of what it was refused for. */
    private String select6(String list) {
        byte[] bytes = Hex.hex(list);
        var outcome = rig.send(rig.nexus, String.format("15 10 00 00 %02X 00", bytes.length), bytes);
        if (outcome instanceof CommandOutcome.Good) {
            return "Good";
        }
        byte[] sense = Answers.sense(outcome);
        return Hex.text(new byte[] {sense[12], sense[13], sense[15], sense[16], sense[17]});
    }
}
