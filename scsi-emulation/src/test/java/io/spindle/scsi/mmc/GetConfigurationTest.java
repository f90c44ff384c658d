package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.data;
import static io.spindle.scsi.Hex.cdb;
import static io.spindle.scsi.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GetConfigurationTest {
    private static final Optional<Medium> EMPTY = Optional.empty();
    private static final Optional<Medium> CD = Optional.of(TestDiscs.dataCd());
    private static final Optional<Medium> DVD = Optional.of(TestDiscs.dvdSingleLayer());
    private static final Optional<Medium> BD = Optional.of(TestDiscs.bd25());

    private static CommandOutcome answer(String cdb, Optional<Medium> medium) {
        return GetConfiguration.answer(cdb(cdb), medium, "SPINDLE0001");
    }

    @Test
    void allFeatures_cd_areDescribedInOrder() {
        assertData(answer("46 00 0000 000000 0400 00", CD), """
                0000009C 0000 0008                      # 156 bytes follow; profile CD-ROM
                0000 03 0C  0040 00 00  0010 00 00  0008 01 00
                0001 0B 08  00000001 03 000000          # core: version 2, SCSI, INQ2, DBE
                0002 07 04  02 000000                   # morphing: version 1, OCEvent
                0003 0B 04  39 000000                   # removable: version 2, tray, load, eject, lock
                0010 01 08  00000800 0001 01 00         # random readable: current, blocks of 2048
                001D 01 00                              # multi-read
                001E 09 04  03 000000                   # CD read: version 2, C2, CD-TEXT
                001F 04 04  00 000000                   # DVD read: version 1, not current
                0040 00 1C  00000000 00000000 00000000 00000000 00000000 00020000 00000000
                0100 03 00                              # power management
                0103 01 04  07 00 0100                  # audio play
                0105 07 04  00 00 0000                  # time-out: version 1
                0107 0D 04  18 000000                   # real-time streaming: version 3, RBCB, SCS
                0108 03 0C  5350494E 444C4530 30303120  # "SPINDLE0001 "
                """);
    }

    @Test
    void currentFeatures_cd_leaveOutDvdAndBd() {
        assertData(answer("46 01 0000 000000 0400 00", CD), """
                00000074 0000 0008
                0000 03 0C  0040 00 00  0010 00 00  0008 01 00
                0001 0B 08  00000001 03 000000
                0002 07 04  02 000000
                0003 0B 04  39 000000
                0010 01 08  00000800 0001 01 00
                001D 01 00
                001E 09 04  03 000000
                0100 03 00
                0103 01 04  07 00 0100
                0105 07 04  00 00 0000
                0107 0D 04  18 000000
                0108 03 0C  5350494E 444C4530 30303120
                """);
    }

    @Test
    void currentFeatures_dvd_areThoseOfDvd() {
        assertData(answer("46 01 0000 000000 0400 00", DVD), """
                00000068 0000 0010
                0000 03 0C  0040 00 00  0010 01 00  0008 00 00
                0001 0B 08  00000001 03 000000
                0002 07 04  02 000000
                0003 0B 04  39 000000
                0010 01 08  00000800 0010 01 00         # sixteen blocks together
                001F 05 04  00 000000
                0100 03 00
                0105 07 04  00 00 0000
                0107 0D 04  18 000000
                0108 03 0C  5350494E 444C4530 30303120
                """);
    }

    @Test
    void currentFeatures_bd_areThoseOfBd() {
        assertData(answer("46 01 0000 000000 0400 00", BD), """
                00000080 0000 0040
                0000 03 0C  0040 01 00  0010 00 00  0008 00 00
                0001 0B 08  00000001 03 000000
                0002 07 04  02 000000
                0003 0B 04  39 000000
                0010 01 08  00000800 0020 01 00
                0040 01 1C  00000000 00000000 00000000 00000000 00000000 00020000 00000000
                0100 03 00
                0105 07 04  00 00 0000
                0107 0D 04  18 000000
                0108 03 0C  5350494E 444C4530 30303120
                """);
    }

    @Test
    void currentFeatures_empty_areThePersistentOnes() {
        assertData(answer("46 01 0000 000000 0400 00", EMPTY), """
                0000004C 0000 0000
                0000 03 0C  0040 00 00  0010 00 00  0008 00 00
                0001 0B 08  00000001 03 000000
                0002 07 04  02 000000
                0003 0B 04  39 000000
                0100 03 00
                0105 07 04  00 00 0000
                0108 03 0C  5350494E 444C4530 30303120
                """);
    }

    @Test
    void allFeatures_empty_areNotCurrent() {
        byte[] all = data(answer("46 00 0010 000000 0400 00", EMPTY));
        assertThat(all).startsWith(hex("""
                00000070 0000 0000
                0010 00 08  00000800 0001 01 00
                001D 00 00
                001E 08 04  03 000000
                001F 04 04  00 000000
                0040 00 1C
                """));
    }

    @Test
    void startingFeature_leavesOutLowerOnes() {
        assertData(answer("46 00 0105 000000 0400 00", CD), """
                00000024 0000 0008
                0105 07 04  00 00 0000
                0107 0D 04  18 000000
                0108 03 0C  5350494E 444C4530 30303120
                """);
        // Starts between two features, as Linux does for MRW (0028h).
        assertData(answer("46 01 0028 000000 0010 00", CD), """
                00000030 0000 0008
                0100 03 00
                0103 01 04
                """);
    }

    @Test
    void startingFeature_behindLast_isHeaderOnly() {
        assertData(answer("46 00 0109 000000 0400 00", CD), "00000004 0000 0008");
        assertData(answer("46 00 FFFF 000000 0400 00", EMPTY), "00000004 0000 0000");
    }

    @Test
    void oneFeature_supported_isThatOneCurrentOrNot() {
        assertData(answer("46 02 001E 000000 0400 00", CD), "0000000C 0000 0008  001E 09 04 03 000000");
        assertData(answer("46 02 001E 000000 0400 00", DVD), "0000000C 0000 0010  001E 08 04 03 000000");
    }

    @Test
    void oneFeature_notSupported_isHeaderOnly() {
        // Random writable, MRW, CSS, and a number that has no meaning.
        for (String feature : new String[] {"0020", "0028", "0106", "0F00"}) {
            assertData(answer("46 02 " + feature + " 000000 0400 00", CD), "00000004 0000 0008");
        }
    }

    @Test
    void requestType3_isRefused() {
        assertInvalidField(answer("46 03 0000 000000 0400 00", CD), "C9 00 01");
    }

    @Test
    void everyAllocationLength_cutsDataAndKeepsLength() {
        byte[] all = data(answer("46 00 0000 000000 FFFF 00", CD));
        assertThat(all).hasSize(160).startsWith(hex("0000009C"));
        for (int length = 0; length <= 170; length++) {
            byte[] expected = Arrays.copyOf(all, Math.min(length, 160));
            assertThat(data(answer("46 00 0000 000000 00%02X 00".formatted(length), CD)))
                    .as("length %d", length)
                    .isEqualTo(expected);
        }
    }

    @Test
    void serialNumber_ofFourCharacters_needsNoPadding() {
        assertData(GetConfiguration.answer(cdb("46 02 0108 000000 0400 00"), CD, "ABCD"), """
                0000000C 0000 0008  0108 03 04 41424344
                """);
    }

    @Test
    void serialNumber_empty_leavesFeatureOut() {
        assertData(GetConfiguration.answer(cdb("46 00 0108 000000 0400 00"), CD, ""), "00000004 0000 0008");
    }

    @Test
    void serialNumber_tooLong_isCutToLargestDescriptor() {
        byte[] answer = data(GetConfiguration.answer(cdb("46 02 0108 000000 0400 00"), CD, "X".repeat(300)));
        assertThat(answer).hasSize(264).startsWith(hex("00000104 0000 0008  0108 03 FC 58"));
    }
}
