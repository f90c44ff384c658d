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
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** READ BUFFER CAPACITY, READ FORMAT CAPACITIES and REPORT KEY. */
final class CapacitiesAndKeysTest {
    private static final String NO_KEY = "70 00 05 00000000 0A 00000000 6F 01 00 000000";
    private static final String INCOMPATIBLE = "70 00 05 00000000 0A 00000000 30 02 00 000000";

    private static CommandOutcome formats(String cdb, Optional<Medium> medium) {
        return ReadFormatCapacities.answer(cdb(cdb), medium);
    }

    private static CommandOutcome key(String cdb, Optional<Medium> medium) {
        return ReportKey.answer(cdb(cdb), medium);
    }

    @Test
    void bufferCapacity_inBytes_isAllFree() {
        assertData(ReadBufferCapacity.answer(cdb("5C 00 000000 0000 000C 00")), """
                000A 00 00  00200000 00200000
                """);
    }

    @Test
    void bufferCapacity_inBlocks_tellsFreeOnesOnly() {
        assertData(ReadBufferCapacity.answer(cdb("5C 01 000000 0000 000C 00")), "000A 00 01  00000000 00000400");
    }

    @Test
    void bufferCapacity_everyAllocationLength_cutsData() {
        byte[] all = hex("000A 00 00  00200000 00200000");
        for (int length = 0; length <= 14; length++) {
            assertThat(data(ReadBufferCapacity.answer(cdb("5C 00 000000 0000 00%02X 00".formatted(length)))))
                    .isEqualTo(Arrays.copyOf(all, Math.min(length, 12)));
        }
    }

    @Test
    void formatCapacities_disc_isFormatted() {
        assertData(formats("23 00 00000000 00 00FF 00", Optional.of(TestDiscs.dataCd())), """
                000000 08              # one descriptor
                000003E8 02 000800     # 1000 blocks of 2048, formatted
                """);
        assertData(formats("23 00 00000000 00 00FF 00", Optional.of(TestDiscs.bd50())), """
                000000 08  0174E800 02 000800
                """);
    }

    @Test
    void formatCapacities_empty_isNoMedia() {
        assertData(formats("23 00 00000000 00 00FF 00", Optional.empty()), "000000 08  00000000 03 000800");
    }

    @Test
    void formatCapacities_everyAllocationLength_cutsData() {
        byte[] all = hex("000000 08  000003E8 02 000800");
        for (int length = 0; length <= 14; length++) {
            String cdb = "23 00 00000000 00 00%02X 00".formatted(length);
            assertThat(data(formats(cdb, Optional.of(TestDiscs.dataCd()))))
                    .isEqualTo(Arrays.copyOf(all, Math.min(length, 12)));
        }
    }

    @Test
    void rpcState_isNoRegionSet() {
        String state = """
                0006 0000
                25           # no region; 4 vendor resets, 5 user changes
                FF           # plays none
                01           # RPC phase II
                00
                """;
        assertData(key("A4 00 00000000 00 00 0008 08 00", Optional.empty()), state);
        assertData(key("A4 00 00000000 00 00 0008 08 00", Optional.of(TestDiscs.dvdSingleLayer())), state);
        assertData(key("A4 00 00000000 00 00 0008 C8 00", Optional.of(TestDiscs.dataCd())), state);
        assertData(key("A4 00 00000000 00 00 0004 08 00", Optional.empty()), "0006 0000");
    }

    @Test
    void keys_dvdOrEmpty_areNotPresent() {
        for (String format : new String[] {"00", "01", "02", "04", "05", "11"}) {
            String cdb = "A4 00 00000000 00 00 0010 " + format + " 00";
            assertSense(key(cdb, Optional.of(TestDiscs.dvdSingleLayer())), NO_KEY);
            assertSense(key(cdb, Optional.empty()), NO_KEY);
        }
    }

    @Test
    void keys_cdOrBd_areIncompatible() {
        assertSense(key("A4 00 00000000 00 00 0010 00 00", Optional.of(TestDiscs.dataCd())), INCOMPATIBLE);
        assertSense(key("A4 00 00000000 00 00 0010 04 00", Optional.of(TestDiscs.bd25())), INCOMPATIBLE);
    }

    @Test
    void invalidatingGrants_thereAreNone_isGood() {
        for (String agid : new String[] {"3F", "7F", "BF", "FF"}) {
            assertData(key("A4 00 00000000 00 00 0000 " + agid + " 00", Optional.of(TestDiscs.dvdSingleLayer())), "");
        }
    }

    @Test
    void otherClassesAndFormats_areRefused() {
        assertInvalidField(key("A4 00 00000000 00 02 0010 00 00", Optional.of(TestDiscs.bd25())), "C0 00 07");
        assertInvalidField(key("A4 00 00000000 00 00 0010 03 00", Optional.empty()), "CD 00 0A");
        assertInvalidField(key("A4 00 00000000 00 00 0010 3E 00", Optional.empty()), "CD 00 0A");
    }
}
