package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Answers;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.Hex;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.TestDiscs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RESERVE and RELEASE, PERSISTENT RESERVE IN and OUT, and what they do to other nexuses. */
final class ReservationTest {
    private static final String READY = "00 00 00 00 00 00";
    private static final String READ = "28 00 00 00 00 00 00 00 01 00";
    private static final String MODE_SENSE = "1A 00 3F 00 FF 00";
    private static final String KEY_A = "0A0A0A0A0A0A0A0A";
    private static final String KEY_B = "0B0B0B0B0B0B0B0B";
    private static final String NO_KEY = "0000000000000000";

    private final DriveRig rig = DriveRig.with(TestDiscs.dataCd());
    private final Nexus a = rig.nexus;
    private final Nexus b = rig.attach("iqn.2026-01.test:b,i,0x23d");

    private CommandOutcome out(Nexus nexus, int serviceAction, int type, String key, String serviceActionKey) {
        String cdb = String.format("5F %02X %02X 00 00 00 00 00 18 00", serviceAction, type);
        return rig.send(nexus, cdb, Hex.hex(key + serviceActionKey + "00000000 00 00 0000"));
    }

    private void good(CommandOutcome outcome) {
        assertThat(outcome).isInstanceOf(CommandOutcome.Good.class);
    }

    private void conflict(CommandOutcome outcome) {
        assertThat(outcome).isEqualTo(new CommandOutcome.ReservationConflict());
    }

    private void registerBoth() {
        good(out(a, 0, 0, NO_KEY, KEY_A));
        good(out(b, 6, 0, NO_KEY, KEY_B));
    }

    @ParameterizedTest
    @CsvSource({"16 00 00 00 00 00, 17 00 00 00 00 00", "56 00 00 00 00 00 00 00 00 00, 57 00 00 00 00 00 00 00 00 00"})
    void reserve_othersConflict_untilReleased(String reserve, String release) {
        rig.good(a, reserve);
        rig.good(a, reserve);
        rig.conflict(b, reserve);
        rig.conflict(b, READY);
        rig.conflict(b, READ);
        rig.conflict(b, MODE_SENSE);
        rig.conflict(b, "A3 0C 00 00 00 00 00 00 FF FF 00 00");
        rig.conflict(b, "1E 00 00 00 01 00");
        rig.good(a, READY);
        rig.good(b, release);
        rig.conflict(b, READY);
        rig.good(a, release);
        rig.good(b, READY);
        rig.good(b, reserve);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 00 00 00 60 00", "03 00 00 00 12 00", "A0 00 00 00 00 00 00 00 00 10 00 00",
                "46 00 00 00 00 00 00 FF FF 00", "4A 01 00 00 10 00 00 00 08 00", "1E 00 00 00 00 00"
            })
    void reserve_harmlessCommands_doNotConflict(String cdb) {
        rig.good(a, "16 00 00 00 00 00");
        good(rig.send(b, cdb));
    }

    @Test
    void reserve_nexusLostOrReset_released() {
        rig.good(a, "16 00 00 00 00 00");
        rig.drive.detach(a, false, rig.now());
        rig.good(b, "16 00 00 00 00 00");
        rig.drive.reset(rig.now());
        rig.settle(b);
        Nexus c = rig.attach("iqn.2026-01.test:c");
        rig.good(c, "16 00 00 00 00 00");
    }

    @Test
    void reserve_samePortConnectsAgain_released() {
        rig.good(a, "16 00 00 00 00 00");
        Nexus again = rig.attach("iqn.2026-01.test:a,i,0x1");
        rig.good(b, READY);
        rig.good(again, READY);
    }

    @Test
    void reserve_somebodyIsRegistered_conflict() {
        good(out(a, 0, 0, NO_KEY, KEY_A));
        rig.conflict(a, "16 00 00 00 00 00");
        rig.conflict(b, "17 00 00 00 00 00");
    }

    @Test
    void order_reservedBitsBeforeConflict_conflictBeforeMedium() {
        rig.eject(EjectMode.FORCE);
        rig.settle(a);
        rig.good(a, "16 00 00 00 00 00");
        Answers.assertInvalidField(rig.send(b, "00 01 00 00 00 00"), "C8 00 01");
        rig.conflict(b, READY);
        rig.sense(a, READY, "02 3A 02");
    }

    @Test
    void readKeys_noneThenBoth_generationCounts() {
        rig.data("5E 00 00 00 00 00 00 00 FF 00", "00000000 00000000");
        registerBoth();
        rig.data("5E 00 00 00 00 00 00 00 FF 00", "00000002 00000010" + KEY_A + KEY_B);
        rig.data("5E 00 00 00 00 00 00 00 08 00", "00000002 00000010");
        rig.good("5E 00 00 00 00 00 00 00 00 00");
    }

    @Test
    void reportCapabilities_sixTypes() {
        rig.data("5E 02 00 00 00 00 00 00 FF 00", "0008 00 80 EA01 0000");
    }

    @Test
    void persistentReserveIn_otherServiceActions_invalidField() {
        rig.invalidField("5E 04 00 00 00 00 00 40 00 00", "CC 00 01");
        rig.invalidField("5E 1F 00 00 00 00 00 40 00 00", "CC 00 01");
        rig.invalidField("5F 05 00 00 00 00 00 00 18 00", "CC 00 01");
        rig.invalidField("5F 07 00 00 00 00 00 00 18 00", "CC 00 01");
    }

    @Test
    void register_wrongKey_conflict() {
        conflict(out(a, 0, 0, KEY_A, KEY_A));
        good(out(a, 0, 0, NO_KEY, KEY_A));
        conflict(out(a, 0, 0, NO_KEY, KEY_B));
        conflict(out(a, 0, 0, KEY_B, NO_KEY));
        good(out(a, 0, 0, KEY_A, KEY_B));
        good(out(a, 0, 0, KEY_B, NO_KEY));
        good(out(a, 0, 0, NO_KEY, NO_KEY));
        rig.data("5E 00 00 00 00 00 00 00 FF 00", "00000003 00000000");
    }

    @Test
    void register_flagsThatAreNotSupported_invalidFieldInParameterList() {
        for (String flag : new String[] {"01", "04", "08"}) {
            byte[] list = Hex.hex(NO_KEY + KEY_A + "00000000" + flag + "00 0000");
            Answers.assertSense(
                    rig.send(a, "5F 00 00 00 00 00 00 00 18 00", list),
                    "70 00 05 00000000 0A 00000000 26 00 00 80 0014");
        }
    }

    @Test
    void persistentReserveOut_listOfOtherLength_lengthError() {
        String lengthError = "70 00 05 00000000 0A 00000000 1A 00 00000000";
        Answers.assertSense(rig.send(a, "5F 00 00 00 00 00 00 00 17 00", new byte[24]), lengthError);
        Answers.assertSense(rig.send(a, "5F 00 00 00 00 00 00 00 1C 00", new byte[28]), lengthError);
        Answers.assertSense(rig.send(a, "5F 00 00 00 00 00 00 00 18 00", new byte[23]), lengthError);
    }

    @Test
    void reserve_notRegisteredWrongScopeOrType_refused() {
        conflict(out(a, 1, 1, NO_KEY, NO_KEY));
        good(out(a, 0, 0, NO_KEY, KEY_A));
        conflict(out(a, 1, 1, KEY_B, NO_KEY));
        Answers.assertInvalidField(out(a, 1, 0x11, KEY_A, NO_KEY), "CF 00 02");
        Answers.assertInvalidField(out(a, 1, 2, KEY_A, NO_KEY), "CB 00 02");
        Answers.assertInvalidField(out(a, 1, 9, KEY_A, NO_KEY), "CB 00 02");
        good(out(a, 1, 3, KEY_A, NO_KEY));
        good(out(a, 1, 3, KEY_A, NO_KEY));
        conflict(out(a, 1, 1, KEY_A, NO_KEY));
    }

    @ParameterizedTest
    @CsvSource({
        // type; what a stranger and a registered port may: status, read, mode sense.
        "1, G G C, G G C", "3, G C C, G C C", "5, G G C, G G G",
        "6, G C C, G G G", "7, G G C, G G G", "8, G C C, G G G"
    })
    void reservation_ofEachType_whoMayDoWhat(int type, String stranger, String registered) {
        registerBoth();
        good(out(a, 1, type, KEY_A, NO_KEY));
        Nexus c = rig.attach("iqn.2026-01.test:c");
        assertThat(allowed(c)).isEqualTo(stranger);
        assertThat(allowed(b)).isEqualTo(registered);
        assertThat(allowed(a)).isEqualTo("G G G");
        conflict(out(b, 1, type == 7 || type == 8 ? 1 : type, KEY_B, NO_KEY));
        String key = type >= 7 ? NO_KEY : KEY_A;
        rig.data(
                c,
                "5E 01 00 00 00 00 00 00 FF 00",
                "00000002 00000010" + key + "00000000 00" + String.format("%02X", type) + "0000");
    }

    private String allowed(Nexus nexus) {
        StringBuilder out = new StringBuilder();
        for (String cdb : new String[] {READY, READ, MODE_SENSE}) {
            CommandOutcome outcome = rig.send(nexus, cdb);
            out.append(outcome instanceof CommandOutcome.ReservationConflict ? "C " : "G ");
        }
        return out.toString().trim();
    }

    @Test
    void exclusiveAccess_commandsThatUndoSomething_areAllowed() {
        good(out(a, 0, 0, NO_KEY, KEY_A));
        good(out(a, 1, 3, KEY_A, NO_KEY));
        rig.good(b, "1E 00 00 00 00 00");
        rig.conflict(b, "1E 00 00 00 01 00");
        rig.good(b, "1B 00 00 00 01 00");
        rig.conflict(b, "1B 00 00 00 02 00");
        rig.conflict(b, "1B 00 00 00 11 00");
    }

    @Test
    void release_byHolder_sharersAreTold() {
        registerBoth();
        good(out(a, 1, 5, KEY_A, NO_KEY));
        Answers.assertSense(out(a, 2, 6, KEY_A, NO_KEY), "70 00 05 00000000 0A 00000000 26 04 00000000");
        good(out(b, 2, 5, KEY_B, NO_KEY));
        rig.data("5E 01 00 00 00 00 00 00 08 00", "00000002 00000010");
        good(out(a, 2, 5, KEY_A, NO_KEY));
        rig.sense(b, READY, "06 2A 04");
        rig.good(a, READY);
        rig.data("5E 01 00 00 00 00 00 00 FF 00", "00000002 00000000");
        good(out(a, 2, 5, KEY_A, NO_KEY));
    }

    @Test
    void unregister_holder_reservationEnds_allRegistrantsWithTheLast() {
        registerBoth();
        good(out(a, 1, 1, KEY_A, NO_KEY));
        good(out(a, 0, 0, KEY_A, NO_KEY));
        rig.data("5E 01 00 00 00 00 00 00 FF 00", "00000003 00000000");
        rig.good(b, READY);
        good(out(a, 0, 0, NO_KEY, KEY_A));
        good(out(a, 1, 8, KEY_A, NO_KEY));
        good(out(a, 0, 0, KEY_A, NO_KEY));
        rig.conflict(a, READ);
        good(rig.send(b, READ));
        good(out(b, 0, 0, KEY_B, NO_KEY));
        good(rig.send(a, READ));
    }

    @Test
    void clear_othersAreTold_generationCountsOnce() {
        registerBoth();
        good(out(b, 1, 3, KEY_B, NO_KEY));
        conflict(out(a, 3, 0, KEY_B, NO_KEY));
        good(out(a, 3, 0, KEY_A, NO_KEY));
        rig.sense(b, READY, "06 2A 03");
        rig.good(a, READY);
        rig.data("5E 00 00 00 00 00 00 00 FF 00", "00000003 00000000");
        rig.data("5E 01 00 00 00 00 00 00 FF 00", "00000003 00000000");
    }

    @Test
    void preempt_holder_reservationIsTakenOver() {
        registerBoth();
        good(out(a, 1, 3, KEY_A, NO_KEY));
        good(out(b, 4, 1, KEY_B, KEY_A));
        rig.sense(a, READY, "06 2A 05");
        rig.data("5E 00 00 00 00 00 00 00 FF 00", "00000003 00000008" + KEY_B);
        rig.data("5E 01 00 00 00 00 00 00 FF 00", "00000003 00000010" + KEY_B + "00000000 00 01 0000");
        conflict(out(a, 4, 1, KEY_A, KEY_B));
    }

    @Test
    void preempt_registrationOnly_reservationStays() {
        registerBoth();
        good(out(a, 1, 3, KEY_A, NO_KEY));
        good(out(a, 4, 3, KEY_A, KEY_B));
        rig.sense(b, READY, "06 2A 05");
        rig.data("5E 01 00 00 00 00 00 00 FF 00", "00000003 00000010" + KEY_A + "00000000 00 03 0000");
        conflict(out(a, 4, 3, KEY_A, KEY_B));
        Answers.assertSense(out(a, 4, 3, KEY_A, NO_KEY), "70 00 05 00000000 0A 00000000 26 00 00 80 0008");
    }

    @Test
    void preempt_allRegistrants_zeroKeyTakesAll() {
        registerBoth();
        good(out(a, 1, 7, KEY_A, NO_KEY));
        good(out(b, 4, 3, KEY_B, NO_KEY));
        rig.sense(a, READY, "06 2A 05");
        rig.data("5E 01 00 00 00 00 00 00 FF 00", "00000003 00000010" + KEY_B + "00000000 00 03 0000");
    }

    @Test
    void readFullStatus_transportIds() {
        registerBoth();
        good(out(b, 1, 3, KEY_B, NO_KEY));
        rig.data("5E 03 00 00 00 00 00 01 FF 00", """
                00000002 00000070
                0A0A0A0A0A0A0A0A 00000000 00 00 00000000 0001 00000020
                45 00 001C                                               # iSCSI, name with ISID, 28 bytes
                69716E2E323032362D30312E746573743A612C692C307831 00000000
                0B0B0B0B0B0B0B0B 00000000 01 03 00000000 0001 00000020
                45 00 001C
                69716E2E323032362D30312E746573743A622C692C3078323364 0000
                """);
    }

    @Test
    void registrations_outliveNexusAndReset() {
        registerBoth();
        good(out(a, 1, 3, KEY_A, NO_KEY));
        rig.drive.detach(a, true, rig.now());
        rig.drive.reset(rig.now());
        rig.settle(b);
        rig.conflict(b, READ);
        Nexus again = rig.attach("iqn.2026-01.test:a,i,0x1");
        good(rig.send(again, READ));
    }

    @Test
    void register_moreThan256_insufficientResources() {
        for (int i = 0; i < 256; i++) {
            good(out(rig.attach("iqn.2026-01.test:many" + i), 0, 0, NO_KEY, KEY_A));
        }
        Answers.assertSense(out(b, 0, 0, NO_KEY, KEY_B), "70 00 05 00000000 0A 00000000 55 04 00000000");
        Answers.assertSense(out(b, 6, 0, NO_KEY, KEY_B), "70 00 05 00000000 0A 00000000 55 04 00000000");
    }
}
