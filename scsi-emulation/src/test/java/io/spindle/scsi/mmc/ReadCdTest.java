package io.spindle.scsi.mmc;

import static io.spindle.scsi.Answers.assertData;
import static io.spindle.scsi.Answers.assertInvalidField;
import static io.spindle.scsi.Answers.assertSense;
import static io.spindle.scsi.Answers.data;
import static io.spindle.scsi.Hex.cdb;
import static io.spindle.scsi.Hex.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReadCdTest {
    private static final Medium DATA = TestDiscs.dataCd();
    private static final Medium AUDIO = TestDiscs.threeAudioTracks();
    private static final Medium MIXED = TestDiscs.mixedMode();
    private static final Medium SESSIONS = TestDiscs.multiSession();
    private static final Medium FORMS = TestDiscs.bothForms();

    /** Stands in the table below for a combination that is refused. */
    private static final int X = -1;

    private static CommandOutcome answer(String cdb, Medium medium) {
        return ReadCd.answer(cdb(cdb), medium);
    }

    /** A sector of the data CD: its number as 8 bytes, 256 times. */
    private static byte[] block(long lba) {
        byte[] block = new byte[2048];
        for (int i = 0; i < 2048; i++) {
            block[i] = (byte) (lba >> 8 * (7 - i % 8));
        }
        return block;
    }

    @Test
    void userData_dataCd_isTheBlockLeftToTheTransport() {
        CommandOutcome outcome = answer("BE 00 00000010 000001 10 00 00", DATA);
        assertThat(data(outcome)).isEqualTo(block(16));
        DataIn in = ((CommandOutcome.Good) outcome).data();
        assertThat(((DataIn.Sectors) in).range().isUserData()).isTrue();
        assertThat(data(answer("BE 08 000003E7 000001 10 00 00", DATA))).isEqualTo(block(999));
    }

    @Test
    void wholeSector_dataCd_hasSyncAndHeaderInBcd() {
        byte[] sector = data(answer("BE 00 00000010 000001 F8 00 00", DATA));
        assertThat(sector).hasSize(2352).startsWith(hex("""
                00 FFFFFFFFFFFFFFFFFFFF 00    # sync
                00 02 16 01                   # 00:02:16, Mode 1
                0000000000000010
                """));
        assertThat(Arrays.copyOfRange(sector, 16, 2064)).isEqualTo(block(16));
    }

    @Test
    void severalSectors_followEachOther() {
        byte[] two = data(answer("BE 00 00000010 000002 F8 00 00", DATA));
        assertThat(two).hasSize(4704);
        assertThat(Arrays.copyOfRange(two, 2352, 2368)).isEqualTo(hex("00FFFFFFFFFFFFFFFFFFFF00 00021701"));
    }

    @Test
    void header_aloneOrBehindSync_isGiven() {
        assertData(answer("BE 00 00000010 000002 20 00 00", DATA), "00021601 00021701");
        assertData(answer("BE 00 00000010 000001 A0 00 00", DATA), "00FFFFFFFFFFFFFFFFFFFF00 00021601");
        assertData(answer("BE 00 00000002 000001 E0 00 00", FORMS), """
                00FFFFFFFFFFFFFFFFFFFF00 00020202
                00002000 00002000             # sub-header: Form 2
                """);
    }

    @Test
    void length_everyMainChannelSelection_isThatOfTheStandard() {
        // By the five bits of byte 9: 00h, 08h, 10h and so on to F8h.
        check(AUDIO, 0, row(0, 2352, 2352, 2352), row(2352, 2352, 2352, 2352), 2352);
        check(DATA, 16, new int[] {
            0, X, 2048, 2336, 4, X, 2052, 2340, 0, X, 2048, 2336, 4, X, 2052, 2340, //
            X, X, X, X, 16, X, 2064, 2352, X, X, X, X, 16, X, 2064, 2352
        });
        check(TestDiscs.formless(), 1, new int[] {
            0, X, 2336, 2336, 4, X, 2340, 2340, 0, X, 2336, 2336, 4, X, 2340, 2340, //
            X, X, X, X, 16, X, 2352, 2352, X, X, X, X, 16, X, 2352, 2352
        });
        check(FORMS, 0, new int[] {
            0, X, 2048, 2328, 4, X, X, X, 8, X, 2056, 2336, 12, X, 2060, 2340, //
            X, X, X, X, 16, X, X, X, X, X, X, X, 24, X, 2072, 2352
        });
        check(FORMS, 2, new int[] {
            0, X, 2328, 2328, 4, X, X, X, 8, X, 2336, 2336, 12, X, 2340, 2340, //
            X, X, X, X, 16, X, X, X, X, X, X, X, 24, X, 2352, 2352
        });
    }

    private static int[] row(int... lengths) {
        return lengths;
    }

    private static void check(Medium medium, int lba, int[] first, int[] second, int others) {
        int[] lengths = new int[32];
        Arrays.fill(lengths, others);
        System.arraycopy(first, 0, lengths, 0, 4);
        System.arraycopy(second, 0, lengths, 4, 4);
        check(medium, lba, lengths);
    }

    private static void check(Medium medium, int lba, int[] lengths) {
        for (int code = 0; code < 32; code++) {
            CommandOutcome outcome = answer("BE 00 %08X 000001 %02X 00 00".formatted(lba, code << 3), medium);
            if (lengths[code] == X) {
                assertInvalidField(outcome, "CF 00 09");
            } else {
                assertThat(data(outcome))
                        .as("%s %02X", medium.name(), code << 3)
                        .hasSize(lengths[code]);
            }
        }
    }

    @Test
    void invalidSelection_ofExpectedType_isRefusedEvenForNoSectors() {
        // Sync without header, EDC without user data, user data of a form without sub-header.
        assertInvalidField(answer("BE 08 00000000 000000 90 00 00", DATA), "CF 00 09");
        assertInvalidField(answer("BE 08 00000000 000000 28 00 00", DATA), "CF 00 09");
        assertInvalidField(answer("BE 10 00000000 000000 30 00 00", FORMS), "CF 00 09");
        assertData(answer("BE 08 00000000 000000 30 00 00", DATA), "");
        assertData(answer("BE 00 00000000 000000 90 00 00", DATA), "");
    }

    @Test
    void errorFlags_followMainChannelAndAreZero() {
        byte[] answer = data(answer("BE 00 00000010 000001 12 00 00", DATA));
        assertThat(answer).hasSize(2048 + 294).startsWith(block(16));
        assertThat(Arrays.copyOfRange(answer, 2048, 2342)).containsOnly(0);
        assertThat(data(answer("BE 00 00000010 000001 14 00 00", DATA))).hasSize(2048 + 296);
        assertThat(data(answer("BE 00 00000010 000001 02 00 00", DATA))).hasSize(294);
        assertInvalidField(answer("BE 00 00000010 000001 16 00 00", DATA), "CA 00 09");
    }

    @Test
    void subChannelQ_audio_isBcdWithCrc() {
        assertData(answer("BE 00 00000000 000001 00 02 00", AUDIO), """
                21 01 01  00 00 00  00  00 02 00  6325    # copy permitted; track 1, index 1; 00:02:00
                000000 80                                 # sub-channel P, which falls one sector late
                """);
        byte[] answer = data(answer("BE 04 00000432 000001 F8 02 00", AUDIO));
        assertThat(answer).hasSize(2368).endsWith(hex("""
                01 02 00  00 01 00  00  00 16 24  DE4E    # 76 sectors before track 2 starts
                000000 80                                 # sub-channel P
                """));
    }

    @Test
    void subChannelQ_data_hasControlOfData() {
        assertData(answer("BE 00 00000010 000001 00 02 00", DATA), "41 01 01 000016 00 000216 931A 00000000");
    }

    @Test
    void subChannels_followErrorFlags() {
        assertThat(data(answer("BE 00 00000000 000001 F8 01 00", AUDIO))).hasSize(2448);
        assertThat(data(answer("BE 00 00000000 000001 FA 01 00", AUDIO))).hasSize(2352 + 294 + 96);
        assertThat(data(answer("BE 00 00000000 000001 FC 02 00", AUDIO))).hasSize(2352 + 296 + 16);
        byte[] rToW = data(answer("BE 00 00000000 000001 00 04 00", AUDIO));
        assertThat(rToW).hasSize(96).containsOnly(0);
    }

    @Test
    void reservedSubChannelsAndTypes_areRefused() {
        for (int sub : new int[] {3, 5, 6, 7}) {
            assertInvalidField(answer("BE 00 00000000 000001 F8 %02X 00".formatted(sub), DATA), "CA 00 0A");
        }
        assertInvalidField(answer("BE 18 00000000 000001 F8 00 00", DATA), "CC 00 01");
        assertInvalidField(answer("BE 1C 00000000 000001 F8 00 00", DATA), "CC 00 01");
    }

    @Test
    void noSectors_isGoodUpToTheEnd() {
        assertData(answer("BE 00 00000000 000000 F8 00 00", DATA), "");
        assertData(answer("BE 00 000003E7 000000 F8 00 00", DATA), "");
        assertSense(answer("BE 00 000003E8 000000 F8 00 00", DATA), "F0 00 05 000003E8 0A 00000000 21 00 00 000000");
    }

    @Test
    void beyondTheEnd_tellsFirstMissingSector() {
        assertThat(data(answer("BE 00 000003E7 000001 F8 00 00", DATA))).hasSize(2352);
        assertSense(answer("BE 00 000003E7 000002 F8 00 00", DATA), "F0 00 05 000003E8 0A 00000000 21 00 00 000000");
        assertSense(answer("BE 00 000003E8 000001 F8 00 00", DATA), "F0 00 05 000003E8 0A 00000000 21 00 00 000000");
        assertSense(answer("BE 00 00000000 FFFFFF 10 00 00", DATA), "F0 00 05 000003E8 0A 00000000 21 00 00 000000");
        assertSense(answer("BE 00 7FFFFFFF FFFFFF 10 00 00", DATA), "F0 00 05 7FFFFFFF 0A 00000000 21 00 00 000000");
    }

    @Test
    void firstPregap_isReadToItsFirstSector() {
        assertData(answer("BE 00 FFFFFF6A 000001 A0 00 00", DATA), "00FFFFFFFFFFFFFFFFFFFF00 00000001");
        assertData(answer("BE 00 FFFFFFFF 000002 20 00 00", DATA), "00017401 00020001");
        byte[] both = data(answer("BE 00 FFFFFFFF 000002 10 00 00", DATA));
        assertThat(both).hasSize(4096).containsOnly(0);
        assertThat(data(answer("BE 00 FFFFFFFF 000003 10 00 00", DATA))).endsWith(block(1));
        assertSense(answer("BE 00 FFFFFF69 000001 F8 00 00", DATA), "F0 00 05 FFFFFF69 0A 00000000 21 00 00 000000");
        assertSense(answer("BE 00 80000000 000001 F8 00 00", DATA), "F0 00 05 80000000 0A 00000000 21 00 00 000000");
    }

    @Test
    void expectedType_met_changesNothing() {
        assertThat(data(answer("BE 04 00000000 00001B F8 00 00", AUDIO))).hasSize(27 * 2352);
        assertThat(data(answer("BE 08 00000010 000001 10 00 00", DATA))).isEqualTo(block(16));
        assertThat(data(answer("BE 0C 00000000 000004 10 00 00", TestDiscs.formless())))
                .hasSize(4 * 2336);
        assertThat(data(answer("BE 10 00000000 000002 10 00 00", FORMS))).hasSize(2 * 2048);
        assertThat(data(answer("BE 14 00000002 000002 10 00 00", FORMS))).hasSize(2 * 2328);
    }

    @Test
    void expectedType_notMet_tellsTheSector() {
        // Mode 2 on a disc of Mode 1, Mode 1 and audio on the wrong disc.
        assertSense(answer("BE 0C 00000010 000001 10 00 00", DATA), "F0 00 25 00000010 0A 00000000 64 00 00 000000");
        assertSense(answer("BE 04 00000010 000001 F8 00 00", DATA), "F0 00 25 00000010 0A 00000000 64 00 00 000000");
        assertSense(answer("BE 08 00000010 000001 10 00 00", AUDIO), "F0 00 25 00000010 0A 00000000 64 00 00 000000");
        // The third sector is of the other form.
        assertSense(answer("BE 10 00000000 000004 10 00 00", FORMS), "F0 00 25 00000002 0A 00000000 64 00 00 000000");
        assertSense(answer("BE 14 00000002 000004 F8 00 00", FORMS), "F0 00 25 00000004 0A 00000000 64 00 00 000000");
    }

    @Test
    void anyType_fromDataToAudio_endsAtTheTransition() {
        assertThat(data(answer("BE 00 00000256 000002 F8 00 00", MIXED))).hasSize(4704);
        assertSense(answer("BE 00 00000257 000002 F8 00 00", MIXED), "F0 00 25 00000258 0A 00000000 64 00 00 000000");
        // Audio was expected: already the first sector is none.
        assertSense(answer("BE 04 00000257 000002 F8 00 00", MIXED), "F0 00 25 00000257 0A 00000000 64 00 00 000000");
        assertThat(data(answer("BE 04 00000258 000002 F8 00 00", MIXED))).hasSize(4704);
    }

    @Test
    void betweenSessions_nothingIsThere() {
        assertThat(data(answer("BE 00 00000BB7 000001 10 00 00", SESSIONS))).isEqualTo(block(2999));
        assertSense(
                answer("BE 00 00000BB7 000002 10 00 00", SESSIONS), "F0 00 05 00000BB8 0A 00000000 21 00 00 000000");
        assertSense(
                answer("BE 00 0000383F 000002 10 00 00", SESSIONS), "F0 00 05 0000383F 0A 00000000 21 00 00 000000");
        assertThat(data(answer("BE 00 00003840 000001 10 00 00", SESSIONS))).isEqualTo(block(0));
    }

    @Test
    void bothForms_ofUserData_isGatheredBySector() {
        CommandOutcome outcome = answer("BE 00 00000001 000003 10 00 00", FORMS);
        assertThat(outcome).isInstanceOf(CommandOutcome.ReadsDisc.class);
        byte[] answer = data(outcome);
        assertThat(answer).hasSize(2048 + 2328 + 2328);
        assertThat(Arrays.copyOfRange(answer, 0, 2048)).containsOnly(1);
        assertThat(Arrays.copyOfRange(answer, 2048, 4376)).containsOnly(2);
        assertThat(Arrays.copyOfRange(answer, 4376, 6704)).containsOnly(3);
    }

    @Test
    void bothForms_ofWholeSectors_needNotBeLookedAt() {
        CommandOutcome outcome = answer("BE 00 00000000 000008 F8 00 00", FORMS);
        assertThat(outcome).isInstanceOf(CommandOutcome.Good.class);
        assertThat(data(outcome)).hasSize(8 * 2352);
    }

    @Test
    void sameForm_isLookedAtAndThenLeftToTheTransport() throws Exception {
        CommandOutcome.ReadsDisc reads = (CommandOutcome.ReadsDisc) answer("BE 00 00000004 000004 10 00 00", FORMS);
        CommandOutcome.Good good = (CommandOutcome.Good) reads.work().run();
        assertThat(good.data()).isInstanceOf(DataIn.Sectors.class);
        assertThat(data(good)).hasSize(4 * 2048);
    }

    @Test
    void rawImage_whoseSectorsTellTheirModes_isReadByThem() {
        Medium raw = TestDiscs.rawWithForeignSector();
        byte[] answer = data(answer("BE 00 00000000 000003 10 00 00", raw));
        assertThat(answer).hasSize(2048 + 2328 + 2048);
        assertThat(Arrays.copyOfRange(answer, 2048, 4376)).containsOnly(1);
        assertSense(answer("BE 08 00000000 000003 F8 00 00", raw), "F0 00 25 00000001 0A 00000000 64 00 00 000000");
        assertThat(data(answer("BE 14 00000001 000001 10 00 00", raw))).hasSize(2328);
        assertThat(data(answer("BE 00 00000000 000003 F8 00 00", raw))).hasSize(3 * 2352);
    }

    @Test
    void moreSectorsThanAreLookedAt_areRefused() {
        Medium longXa = TestDiscs.longXa();
        assertInvalidField(answer("BE 10 00000000 002001 10 00 00", longXa), "C0 00 06");
        assertThat(data(answer("BE 10 00000000 002000 10 00 00", longXa))).hasSize(8192 * 2048);
        // Nothing has to be looked at here.
        DataIn in = ((CommandOutcome.Good) answer("BE 00 00000000 002710 F8 00 00", longXa)).data();
        assertThat(in.lengthBytes()).isEqualTo(10_000L * 2352);
    }

    @Test
    void selectionThatOneFormLacks_isRefusedWhenItIsMet() {
        assertInvalidField(answer("BE 00 00000000 000004 30 00 00", FORMS), "CF 00 09");
    }

    @Test
    void dvdAndBd_areIncompatible() {
        assertSense(
                answer("BE 00 00000000 000001 F8 00 00", TestDiscs.dvdSingleLayer()),
                "70 00 05 00000000 0A 00000000 30 02 00 000000");
        assertSense(
                answer("BE 00 00000000 000001 10 00 00", TestDiscs.bd25()),
                "70 00 05 00000000 0A 00000000 30 02 00 000000");
    }

    @Test
    void ninetyNineTracks_acrossAllTracks_areRead() {
        CommandOutcome outcome = answer("BE 04 00000000 007404 F8 00 00", TestDiscs.ninetyNineTracks());
        DataIn in = ((CommandOutcome.Good) outcome).data();
        assertThat(in.lengthBytes()).isEqualTo(29_700L * 2352);
    }
}
