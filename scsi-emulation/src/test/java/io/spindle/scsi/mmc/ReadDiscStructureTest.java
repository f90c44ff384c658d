package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.assertSense;
import static io.spindle.scsi.Answers.data;
import static io.spindle.scsi.Hex.cdb;
import static io.spindle.scsi.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReadDiscStructureTest {
    private static final String INCOMPATIBLE = "70 00 05 00000000 0A 00000000 30 02 00 000000";

    private static CommandOutcome answer(String cdb, Medium medium) {
        return ReadDiscStructure.answer(cdb(cdb), medium);
    }

    @Test
    void physicalFormat_dvdOfOneLayer_startsAt030000h() {
        byte[] answer = data(answer("AD 00 00000000 00 00 FFFF 00 00", TestDiscs.dvdSingleLayer()));
        assertThat(answer).hasSize(2052).startsWith(hex("""
                0802 0000          # 2050 bytes follow
                01                 # DVD-ROM, version 1
                02                 # 120 mm, 10.08 megabits a second
                01                 # one layer, parallel path, embossed
                00                 # densities
                00 030000          # first sector
                00 21847F          # last sector: 030000h + 2 000 000 - 1
                00 000000          # no end of a first of two layers
                00                 # no burst cutting area
                """));
        assertThat(Arrays.copyOfRange(answer, 21, 2052)).containsOnly(0);
    }

    @Test
    void physicalFormat_dvdOfTwoLayers_isReadBackOnTheSecond() {
        assertThat(data(answer("AD 00 00000000 00 00 0018 00 00", TestDiscs.dvdDualLayer())))
                .isEqualTo(hex("""
                0802 0000
                01 02
                31                 # two layers, opposite path, embossed
                10                 # linear density of two layers
                00 030000
                00 FCFFFF          # last sector: 030000h inverted
                00 21847F          # last sector of layer 0
                00 000000
                """));
    }

    @Test
    void physicalFormat_longestOfOneLayer_andOneSectorMore() {
        assertThat(data(answer("AD 00 00000000 00 00 0014 00 00", TestDiscs.dvd(2_298_496))))
                .isEqualTo(hex("0802 0000  01 02 01 00  00 030000  00 26127F  00 000000"));
        // 143 657 blocks of 16, of which 71 829 lie on layer 0; 1 149 233 sectors are left for layer 1.
        assertThat(data(answer("AD 00 00000000 00 00 0014 00 00", TestDiscs.dvd(2_298_497))))
                .isEqualTo(hex("0802 0000  01 02 31 10  00 030000  00 FCFFE0  00 14894F"));
    }

    @Test
    void physicalFormat_moreSectorsThanNumbers_isRefused() {
        assertInvalidField(answer("AD 00 00000000 00 00 0800 00 00", TestDiscs.dvd(24_438_784)), "C0 00 07");
        // What does not tell of sectors is still told.
        assertData(answer("AD 00 00000000 00 01 0800 00 00", TestDiscs.dvd(24_438_784)), "0006 0000 00000000");
    }

    @Test
    void physicalFormat_secondLayer_isThereWithTwoOnly() {
        assertThat(data(answer("AD 00 00000000 01 00 0014 00 00", TestDiscs.dvdDualLayer())))
                .isEqualTo(hex("0802 0000  01 02 31 10  00 030000  00 FCFFFF  00 21847F"));
        assertInvalidField(answer("AD 00 00000000 02 00 0014 00 00", TestDiscs.dvdDualLayer()), "C0 00 06");
        assertInvalidField(answer("AD 00 00000000 01 00 0014 00 00", TestDiscs.dvdSingleLayer()), "C0 00 06");
    }

    @Test
    void copyright_dvd_isNoProtectionAndAllRegions() {
        assertData(answer("AD 00 00000000 00 01 0008 00 00", TestDiscs.dvdSingleLayer()), "0006 0000  00 00 0000");
    }

    @Test
    void manufacturing_dvd_isEmpty() {
        byte[] answer = data(answer("AD 00 00000000 00 04 FFFF 00 00", TestDiscs.dvdSingleLayer()));
        assertThat(answer).hasSize(2052).startsWith(hex("0802 0000"));
        assertThat(Arrays.copyOfRange(answer, 4, 2052)).containsOnly(0);
    }

    @Test
    void formatsThatPressedDvdLacks_areRefused() {
        // Disc key, burst cutting area, copyright management, media identifier, media key block, DVD-RAM, AACS.
        for (String format : new String[] {"02", "03", "05", "06", "07", "08", "0E", "11", "30", "80", "90", "C0"}) {
            assertInvalidField(
                    answer("AD 00 00000000 00 " + format + " 0800 00 00", TestDiscs.dvdSingleLayer()), "C0 00 07");
        }
    }

    @Test
    void list_dvd_namesWhatIsAnswered() {
        assertData(answer("AD 00 00000000 00 FF 0800 00 00", TestDiscs.dvdSingleLayer()), """
                0012 0000
                00 40 0804
                01 40 0008
                04 40 0804
                FF 40 0014
                """);
        assertData(answer("AD 00 00000000 00 FF 0004 00 00", TestDiscs.dvdSingleLayer()), "0012 0000");
    }

    @Test
    void discInformation_bdOfOneLayer_hasOneUnit() {
        byte[] answer = data(answer("AD 01 00000000 00 00 FFFF 00 00", TestDiscs.bd25()));
        assertThat(answer).hasSize(4100).startsWith(hex("""
                1002 0000           # 4098 bytes follow
                4449 01             # "DI", format 1
                08 00 00            # one unit, of layer 0; unit number 0
                20 00               # 32 bytes
                42444F 01           # "BDO", 120 mm, class 0, version 1
                11 01               # one layer, read only; bits of 25 GB
                01 00               # polarity of layer 0
                00 00 0000          # no burst cutting area, no maximum rate
                00CA73FF            # last sector: 00100000h + 12 219 392 - 1
                00100000            # layer 0: first
                00CA73FE            # and last pair of sectors
                """));
        assertThat(Arrays.copyOfRange(answer, 36, 4100)).containsOnly(0);
    }

    @Test
    void discInformation_bdOfTwoLayers_hasTwoUnits() {
        byte[] answer = data(answer("AD 01 00000000 00 00 FFFF 00 00", TestDiscs.bd50()));
        assertThat(Arrays.copyOf(answer, 100)).isEqualTo(hex("""
                1002 0000
                4449 01 10 00 00 20 00  42444F 01  21 01 03 00  00000000
                01EFFFFF 00100000 00CA73FE
                00000000 00000000 00000000 00000000 00000000 00000000 00000000 00000000
                4449 01 11 00 01 20 00  42444F 01  21 01 03 00  00000000
                01EFFFFF 01358C00 01EFFFFE
                """));
        assertThat(Arrays.copyOfRange(answer, 100, 4100)).containsOnly(0);
    }

    @Test
    void discInformation_oneSectorOnSecondLayer_isItsFirst() {
        byte[] answer = data(answer("AD 01 00000000 01 00 0018 00 00", TestDiscs.bd(12_219_393)));
        assertThat(Arrays.copyOfRange(answer, 20, 24)).isEqualTo(hex("00000000"));
        assertThat(data(answer("AD 01 00000000 01 00 001C 00 00", TestDiscs.bd(12_219_393))))
                .endsWith(hex("01358C00"));
    }

    @Test
    void discInformation_moreThanTwoLayers_isRefused() {
        assertInvalidField(answer("AD 01 00000000 00 00 1000 00 00", TestDiscs.bd(24_438_785)), "C0 00 07");
    }

    @Test
    void cartridgeStatus_bd_isNone() {
        assertData(answer("AD 01 00000000 00 09 0008 00 00", TestDiscs.bd25()), "0006 0000 00000000");
    }

    @Test
    void formatsThatPressedBdLacks_areRefused() {
        for (String format : new String[] {"01", "03", "04", "08", "0A", "12", "30", "80", "84", "C0"}) {
            assertInvalidField(answer("AD 01 00000000 00 " + format + " 0800 00 00", TestDiscs.bd25()), "C0 00 07");
        }
        assertInvalidField(answer("AD 01 00000000 01 00 0800 00 00", TestDiscs.bd25()), "C0 00 06");
        assertInvalidField(answer("AD 01 00000000 02 00 0800 00 00", TestDiscs.bd50()), "C0 00 06");
    }

    @Test
    void list_bd_namesWhatIsAnswered() {
        assertData(answer("AD 01 00000000 00 FF 0800 00 00", TestDiscs.bd25()), """
                000E 0000
                00 40 1004
                09 40 0008
                FF 40 0010
                """);
    }

    @Test
    void wrongKindOfDisc_isIncompatible() {
        assertSense(answer("AD 00 00000000 00 00 0800 00 00", TestDiscs.dataCd()), INCOMPATIBLE);
        assertSense(answer("AD 01 00000000 00 00 0800 00 00", TestDiscs.dataCd()), INCOMPATIBLE);
        assertSense(answer("AD 00 00000000 00 00 0800 00 00", TestDiscs.bd25()), INCOMPATIBLE);
        assertSense(answer("AD 01 00000000 00 00 0800 00 00", TestDiscs.dvdSingleLayer()), INCOMPATIBLE);
    }

    @Test
    void list_isOfTheKindThatIsAskedForWhateverLiesThere() {
        assertThat(data(answer("AD 00 00000000 00 FF 0800 00 00", TestDiscs.dataCd())))
                .startsWith(hex("0012 0000"));
        assertThat(data(answer("AD 01 00000000 00 FF 0800 00 00", TestDiscs.dvdSingleLayer())))
                .startsWith(hex("000E 0000"));
    }

    @Test
    void reservedKindsOfDisc_areRefused() {
        for (int kind = 2; kind < 16; kind++) {
            assertInvalidField(
                    answer("AD %02X 00000000 00 00 0800 00 00".formatted(kind), TestDiscs.bd25()), "CB 00 01");
        }
    }

    @Test
    void everyAllocationLength_cutsDataAndKeepsLength() {
        byte[] all = data(answer("AD 00 00000000 00 00 FFFF 00 00", TestDiscs.dvdSingleLayer()));
        for (int length : new int[] {0, 1, 2, 3, 4, 5, 20, 21, 36, 2047, 2048, 2051, 2052, 2053, 4096}) {
            String cdb = "AD 00 00000000 00 00 %04X 00 00".formatted(length);
            assertThat(data(answer(cdb, TestDiscs.dvdSingleLayer())))
                    .as("length %d", length)
                    .isEqualTo(Arrays.copyOf(all, Math.min(length, 2052)));
        }
    }
}
