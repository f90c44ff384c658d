package io.spindle.scsi.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.FieldPointer;
import io.spindle.scsi.Hex;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.SectorRange;
import io.spindle.scsi.Sense;
import io.spindle.scsi.SenseCode;
import io.spindle.scsi.TestDiscs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CdbFormatterTest {
    private static final ScsiRequest READY = request("00 00 00 00 00 00");

    private static ScsiRequest request(String cdb) {
        return new ScsiRequest(0, Hex.cdb(cdb), DataDirection.FROM_TARGET, 2048);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 00 00 00 00 00 | TEST UNIT READY",
                "12 01 83 00 FA 00 | INQUIRY evpd=1 page=131 length=250",
                "28 00 00 00 00 10 00 00 01 00 | READ (10) lba=16 blocks=1",
                "88 00 FF FF FF FF FF FF FF FF 00 00 00 01 00 00 | READ (16) lba=18446744073709551615 blocks=1",
                "43 00 00 00 00 00 00 00 0C 40 | READ TOC/PMA/ATIP msf=0 format=0 track=0 length=12 sff=1",
                "1B 00 00 00 02 00 | START STOP UNIT immed=0 power=0 loej=1 start=0",
                "4A 01 00 00 10 00 00 00 08 00 | GET EVENT STATUS NOTIFICATION polled=1 classes=16 length=8",
                "9E 10 00 00 00 00 00 00 00 00 00 00 00 20 00 00 | READ CAPACITY (16) lba=0 length=32 pmi=0",
                "5F 06 00 00 00 00 00 00 18 00 |"
                        + " PERSISTENT RESERVE OUT, REGISTER AND IGNORE EXISTING KEY scope=0 type=0 length=24",
                "BE 04 00 00 01 00 00 00 1B F8 02 00 | READ CD type=1 lba=256 blocks=27 main=31 c2=0 sub=2",
                "2A 00 00 00 00 10 00 00 01 00 | WRITE (10) lba=16 blocks=1"
            })
    void request_nameFieldsBytes(String cdb, String text) {
        assertThat(CdbFormatter.request(request(cdb))).isEqualTo("lun 0 " + text + " [" + cdb + "]");
    }

    @Test
    void request_moreBytesThanTheCommandHas_areLeftOut() {
        assertThat(CdbFormatter.request(request("00 00 00 00 00 00 AA AA AA AA AA AA AA AA AA AA")))
                .isEqualTo("lun 0 TEST UNIT READY [00 00 00 00 00 00]");
    }

    @Test
    void request_unknown_codeAndAllBytes() {
        assertThat(CdbFormatter.request(new ScsiRequest(3, Hex.cdb("85 08 0E 00"), DataDirection.NONE, 0)))
                .isEqualTo("lun 3 operation code 85h [85 08 0E 00]");
        assertThat(CdbFormatter.request(request("9E 12 00"))).isEqualTo("lun 0 operation code 9Eh [9E 12 00]");
    }

    @Test
    void outcome_good_bytesAndSectors() {
        assertThat(CdbFormatter.outcome(READY, CommandOutcome.good())).isEqualTo("GOOD");
        assertThat(CdbFormatter.outcome(READY, CommandOutcome.good(new byte[96], 36)))
                .isEqualTo("GOOD, 36 bytes");
        assertThat(CdbFormatter.outcome(READY, CommandOutcome.good(SectorRange.userData(TestDiscs.dataCd(), 16, 4))))
                .isEqualTo("GOOD, 8192 bytes of 4 sectors from 16");
    }

    @Test
    void outcome_checkCondition_keyPhraseNumbersPlace() {
        assertThat(CdbFormatter.outcome(READY, CommandOutcome.check(SenseCode.MEDIUM_NOT_PRESENT_TRAY_OPEN)))
                .isEqualTo("CHECK CONDITION, NOT READY, MEDIUM NOT PRESENT TRAY OPEN (2/3A/02)");
        assertThat(CdbFormatter.outcome(READY, CommandOutcome.invalidField(FieldPointer.cdb(1, 7))))
                .isEqualTo("CHECK CONDITION, ILLEGAL REQUEST, INVALID FIELD IN CDB (5/24/00) at byte 1 bit 7");
        assertThat(CdbFormatter.outcome(READY, CommandOutcome.invalidField(FieldPointer.parameterList(20))))
                .isEqualTo(
                        "CHECK CONDITION, ILLEGAL REQUEST, INVALID FIELD IN PARAMETER LIST (5/26/00) at byte 20 of the"
                                + " parameter list");
        assertThat(CdbFormatter.outcome(
                        READY,
                        new CommandOutcome.CheckCondition(
                                Sense.atBlock(SenseCode.LOGICAL_BLOCK_ADDRESS_OUT_OF_RANGE, 1000))))
                .isEqualTo(
                        "CHECK CONDITION, ILLEGAL REQUEST, LOGICAL BLOCK ADDRESS OUT OF RANGE (5/21/00) at block 1000");
        assertThat(CdbFormatter.outcome(READY, CommandOutcome.check(SenseCode.MISCOMPARE_DURING_VERIFY_OPERATION)))
                .isEqualTo("CHECK CONDITION, MISCOMPARE, MISCOMPARE DURING VERIFY OPERATION (E/1D/00)");
    }

    @Test
    void outcome_spoiledByAnAdapter_saysWhichAndWhatHelps() {
        ScsiRequest readCd =
                new ScsiRequest(0, Hex.cdb("BE 00 00 00 00 00 00 00 01 F8 00 00"), DataDirection.FROM_TARGET, 1);
        assertThat(CdbFormatter.outcome(readCd, CommandOutcome.check(SenseCode.DATA_PHASE_ERROR)))
                .isEqualTo(
                        "CHECK CONDITION, ABORTED COMMAND, DATA PHASE ERROR (B/4B/00): the initiator's host adapter takes"
                                + " the number of blocks of READ CD for bytes; use virtio-scsi");
    }

    @Test
    void outcome_others() {
        assertThat(CdbFormatter.outcome(READY, new CommandOutcome.ReservationConflict()))
                .isEqualTo("RESERVATION CONFLICT");
        assertThat(CdbFormatter.outcome(READY, new CommandOutcome.WantsDataOut(24, data -> CommandOutcome.good())))
                .isEqualTo("wants 24 bytes");
        assertThat(CdbFormatter.outcome(READY, new CommandOutcome.ReadsDisc(TestDiscs.dataCd(), CommandOutcome::good)))
                .isEqualTo("reads the disc");
    }
}
