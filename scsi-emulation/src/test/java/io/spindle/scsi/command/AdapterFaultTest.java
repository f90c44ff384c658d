package io.spindle.scsi.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Hex;
import io.spindle.scsi.ScsiRequest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AdapterFaultTest {
    private static Optional<AdapterFault> in(String cdb, DataDirection direction, long expectedBytes) {
        return AdapterFault.in(new ScsiRequest(0, Hex.cdb(cdb), direction, expectedBytes));
    }

    @Test
    void readCd_lengthInBlocks_isFound() {
        assertThat(in("BE 00 00 00 00 00 00 00 01 F8 00 00", DataDirection.FROM_TARGET, 1))
                .contains(AdapterFault.READ_CD_LENGTH_IN_BLOCKS);
        assertThat(in("BE 00 00 00 00 00 00 00 1B F8 00 00", DataDirection.FROM_TARGET, 27))
                .contains(AdapterFault.READ_CD_LENGTH_IN_BLOCKS);
        assertThat(in("BE 00 00 00 00 00 00 00 1B F8 00 00", DataDirection.FROM_TARGET, 1))
                .contains(AdapterFault.READ_CD_LENGTH_IN_BLOCKS);
    }

    @Test
    void readCd_anyOtherLength_isFine() {
        assertThat(in("BE 00 00 00 00 00 00 00 01 F8 00 00", DataDirection.FROM_TARGET, 2352))
                .isEmpty();
        assertThat(in("BE 00 00 00 00 00 00 00 01 F8 00 00", DataDirection.NONE, 0))
                .isEmpty();
        assertThat(in("BE 00 00 00 00 00 00 00 00 F8 00 00", DataDirection.FROM_TARGET, 1))
                .isEmpty();
    }

    @Test
    void wrongDirection_onlyWhereCodesAreUsedTwice() {
        assertThat(in("42 02 40 01 00 00 00 00 10 00", DataDirection.TO_TARGET, 16))
                .contains(AdapterFault.READ_SUB_CHANNEL_AS_WRITE);
        assertThat(in("A4 00 00 00 00 00 00 00 00 08 08 00", DataDirection.TO_TARGET, 8))
                .contains(AdapterFault.REPORT_KEY_AS_WRITE);
        assertThat(in("42 02 40 01 00 00 00 00 10 00", DataDirection.FROM_TARGET, 16))
                .isEmpty();
        assertThat(in("28 00 00 00 00 00 00 00 01 00", DataDirection.TO_TARGET, 2048))
                .isEmpty();
    }

    @Test
    void reasons_nameTheRemedy() {
        for (AdapterFault fault : AdapterFault.values()) {
            assertThat(fault.reason()).contains("host adapter").endsWith("virtio-scsi");
        }
    }
}
