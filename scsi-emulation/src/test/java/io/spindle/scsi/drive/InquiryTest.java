package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Answers;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Hex;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.TestDiscs;
import io.spindle.scsi.primary.DriveIdentity;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class InquiryTest {
    private static final String STANDARD = """
            05 80 06 02          # CD/DVD device, removable, SPC-4, response data format 2
            5B 00 00 02          # 91 bytes more; CMDQUE
            53 50 49 4E 44 4C 45 20                           # "SPINDLE "
            4F 50 54 49 43 41 4C 20 44 52 49 56 45 20 20 20   # "OPTICAL DRIVE   "
            31 20 20 20                                       # "1   "
            0000000000000000000000000000000000000000          # vendor specific
            00 00
            00 A0 04 60 04 E0    # SAM-5, SPC-4, MMC-6
            00000000000000000000 # no more versions
            00000000000000000000000000000000000000000000
            """;

    private final DriveRig rig = DriveRig.empty();

    @Test
    void standard_plenty_96Bytes() {
        rig.data("12 00 00 00 60 00", STANDARD);
        rig.data("12 00 00 FF FF 00", STANDARD);
    }

    @Test
    void allocationLength_edges_cutTheData() {
        rig.good("12 00 00 00 00 00");
        rig.data("12 00 00 00 01 00", "05");
        rig.data("12 00 00 00 05 00", "05 80 06 02 5B");
        assertThat(rig.data("12 00 00 00 24 00")).hasSize(36);
        assertThat(rig.data("12 00 00 00 5F 00")).hasSize(95);
        assertThat(rig.data("12 00 00 01 00 00")).hasSize(96);
    }

    @Test
    void vitalProductData_supportedPages_sorted() {
        rig.data("12 01 00 00 FF 00", "05 00 00 05 00 80 83 86 87");
    }

    @Test
    void vitalProductData_serial_asGiven() {
        rig.data("12 01 80 00 FF 00", "05 80 00 03 72 69 67");
    }

    @Test
    void vitalProductData_identification_threeDesignators() {
        byte[] page = rig.data("12 01 83 00 FF 00");
        assertThat(Hex.text(Arrays.copyOf(page, 35))).isEqualTo(Hex.text(Hex.hex("""
                05 83 00 33
                02 01 00 1B                                       # T10 vendor id, 27 bytes of ASCII
                53 50 49 4E 44 4C 45 20
                4F 50 54 49 43 41 4C 20 44 52 49 56 45 20 20 20
                72 69 67
                """)));
        assertThat(Hex.text(Arrays.copyOfRange(page, 35, 39))).isEqualTo("01 03 00 08");
        assertThat(page[39] & 0xF0).isEqualTo(0x30);
        assertThat(Hex.text(Arrays.copyOfRange(page, 47, 55))).isEqualTo("01 14 00 04 00 00 00 01");
    }

    @Test
    void vitalProductData_identificationOfOtherSerial_differs() {
        DriveRig other = DriveRig.of(
                DriveRig.settings().withIdentity(new DriveIdentity("SPINDLE", "OPTICAL DRIVE", "1", "rih")));
        assertThat(Arrays.copyOfRange(rig.data("12 01 83 00 FF 00"), 39, 47))
                .isNotEqualTo(Arrays.copyOfRange(other.data("12 01 83 00 FF 00"), 39, 47));
    }

    @Test
    void vitalProductData_extendedInquiry_taskAttributes() {
        byte[] page = rig.data("12 01 86 00 FF 00");
        assertThat(page).hasSize(64);
        assertThat(Hex.text(Arrays.copyOf(page, 8))).isEqualTo("05 86 00 3C 00 07 00 00");
    }

    @Test
    void vitalProductData_modePagePolicy_sharedByAll() {
        rig.data("12 01 87 00 FF 00", "05 87 00 04 3F FF 00 00");
    }

    @Test
    void vitalProductData_allocationLength_cutsTheData() {
        rig.good("12 01 00 00 00 00");
        rig.data("12 01 00 00 04 00", "05 00 00 05");
        rig.data("12 01 80 00 06 00", "05 80 00 03 72 69");
    }

    @Test
    void pageCode_unknownOrWithoutEvpd_invalidField() {
        rig.invalidField("12 00 01 00 FF 00", "C0 00 02");
        rig.invalidField("12 01 B0 00 FF 00", "C0 00 02");
    }

    @Test
    void reservedBits_set_pointedAt() {
        rig.invalidField("12 02 00 00 FF 00", "C9 00 01");
        rig.invalidField("12 80 00 00 FF 00", "CF 00 01");
        rig.invalidField("12 00 00 00 FF 04", "CA 00 05");
    }

    @Test
    void unitAttentionPending_answeredAndKept() {
        rig.insert(TestDiscs.dataCd());
        assertThat(rig.data("12 00 00 00 60 00")).hasSize(96);
        rig.sense("00 00 00 00 00 00", "06 28 00");
    }

    @Test
    void otherLogicalUnit_nothingCanBeThere() {
        ScsiRequest request = new ScsiRequest(1, Hex.cdb("12 00 00 00 04 00"), DataDirection.FROM_TARGET, 4);
        Answers.assertData(rig.send(rig.nexus, request), "7F 80 06 02");
    }

    @Test
    void otherLogicalUnit_otherCommands_notSupported() {
        ScsiRequest ready = new ScsiRequest(1, Hex.cdb("00 00 00 00 00 00"), DataDirection.NONE, 0);
        Answers.assertSense(rig.send(rig.nexus, ready), "70 00 05 00000000 0A 00000000 25 00 00000000");
        ScsiRequest sense = new ScsiRequest(7, Hex.cdb("03 00 00 00 12 00"), DataDirection.FROM_TARGET, 18);
        Answers.assertData(rig.send(rig.nexus, sense), "70 00 05 00000000 0A 00000000 25 00 00000000");
        ScsiRequest vitalProductData = new ScsiRequest(1, Hex.cdb("12 01 00 00 FF 00"), DataDirection.FROM_TARGET, 4);
        Answers.assertInvalidField(rig.send(rig.nexus, vitalProductData), "C0 00 01");
    }

    @Test
    void departedNexus_anyCommand_aborted() {
        rig.drive.detach(rig.nexus, true, rig.now());
        assertThat(rig.send("12 00 00 00 60 00")).isInstanceOf(CommandOutcome.CheckCondition.class);
        rig.sense("12 00 00 00 60 00", "0B 00 00");
    }
}
