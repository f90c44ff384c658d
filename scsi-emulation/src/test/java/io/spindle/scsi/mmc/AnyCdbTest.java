package io.spindle.scsi.mmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.Medium;
import io.spindle.scsi.TestDiscs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of a CDB are, a command ends, and with no more data than was allowed. */
final class AnyCdbTest {
    private static final int CDBS = 20_000;
    /** A sector with everything: 2352 bytes, 296 of C2, 96 of sub-channel. */
    private static final long SECTOR_BYTES = 2744;

    private static final AudioPlayer PLAYER = new AudioPlayer();
    private static final DriveSpeed SPEED = new DriveSpeed();

    private interface Handler {
        CommandOutcome answer(Cdb cdb, Medium medium, long nowNanos);
    }

    private interface Allowed {
        long bytes(Cdb cdb);
    }

    private record Row(int length, Handler handler, Allowed allowed) {}

    private static final Map<Integer, Row> COMMANDS = Map.ofEntries(
            row(0x23, 10, (c, m, n) -> ReadFormatCapacities.answer(c, Optional.of(m)), c -> c.u16(7)),
            row(0x42, 10, (c, m, n) -> ReadSubChannel.answer(c, m, PLAYER, n), c -> c.u16(7)),
            row(0x43, 10, (c, m, n) -> ReadTocPmaAtip.answer(c, m), c -> c.u16(7)),
            row(0x44, 10, (c, m, n) -> ReadHeader.answer(c, m), c -> c.u16(7)),
            row(0x45, 10, (c, m, n) -> PlayAudio10.answer(c, m, PLAYER, n), c -> 0),
            row(0x46, 10, (c, m, n) -> GetConfiguration.answer(c, Optional.of(m), "1"), c -> c.u16(7)),
            row(0x47, 10, (c, m, n) -> PlayAudioMsf.answer(c, m, PLAYER, n), c -> 0),
            row(0x48, 10, (c, m, n) -> PlayAudioTrackIndex.answer(c, m, PLAYER, n), c -> 0),
            row(0x4B, 10, (c, m, n) -> PauseResume.answer(c, PLAYER, n), c -> 0),
            row(0x51, 10, (c, m, n) -> ReadDiscInformation.answer(c, m), c -> c.u16(7)),
            row(0x52, 10, (c, m, n) -> ReadTrackInformation.answer(c, m), c -> c.u16(7)),
            row(0x5C, 10, (c, m, n) -> ReadBufferCapacity.answer(c), c -> c.u16(7)),
            row(0xA4, 12, (c, m, n) -> ReportKey.answer(c, Optional.of(m)), c -> c.u16(8)),
            row(0xA5, 12, (c, m, n) -> PlayAudio12.answer(c, m, PLAYER, n), c -> 0),
            row(0xAC, 12, (c, m, n) -> GetPerformance.answer(c, Optional.of(m), SPEED), c -> 8 + 16L * c.u16(8)),
            row(0xAD, 12, (c, m, n) -> ReadDiscStructure.answer(c, m), c -> c.u16(8)),
            row(0xB6, 12, (c, m, n) -> SetStreaming.answer(c, Profile.CD_ROM, SPEED), c -> 0),
            row(0xB9, 12, (c, m, n) -> ReadCdMsf.answer(c, m), c -> Long.MAX_VALUE),
            row(0xBA, 12, (c, m, n) -> Scan.answer(c, m, PLAYER, n), c -> 0),
            row(0xBB, 12, (c, m, n) -> SetCdSpeed.answer(c, SPEED), c -> 0),
            row(0xBE, 12, (c, m, n) -> ReadCd.answer(c, m), c -> SECTOR_BYTES * c.u24(6)));

    private static Map.Entry<Integer, Row> row(int code, int length, Handler handler, Allowed allowed) {
        return Map.entry(code, new Row(length, handler, allowed));
    }

    static Stream<Medium> discs() {
        return Stream.of(
                TestDiscs.dataCd(),
                TestDiscs.threeAudioTracks(),
                TestDiscs.mixedMode(),
                TestDiscs.multiSession(),
                TestDiscs.enhancedCd(),
                TestDiscs.ninetyNineTracks(),
                TestDiscs.bothForms(),
                TestDiscs.formless(),
                TestDiscs.dvdDualLayer(),
                TestDiscs.bd50());
    }

    @ParameterizedTest
    @MethodSource("discs")
    void anyCdb_endsWithinItsAllowance(Medium medium) throws IOException {
        Random random = new Random(20260101);
        List<Integer> codes = COMMANDS.keySet().stream().sorted().toList();
        for (int i = 0; i < CDBS; i++) {
            int code = codes.get(random.nextInt(codes.size()));
            Row row = COMMANDS.get(code);
            Cdb cdb = randomCdb(code, row.length(), random);
            check(cdb, row, row.handler().answer(cdb, medium, i * 40_000_000L));
        }
    }

    /** Bytes that are often 0 or small, so that many commands get past their checks. */
    private static Cdb randomCdb(int code, int length, Random random) {
        byte[] bytes = new byte[length];
        for (int i = 1; i < length; i++) {
            bytes[i] = (byte)
                    switch (random.nextInt(4)) {
                        case 0 -> random.nextInt(256);
                        case 1 -> random.nextInt(16);
                        default -> 0;
                    };
        }
        bytes[0] = (byte) code;
        return new Cdb(bytes);
    }

    private static void check(Cdb cdb, Row row, CommandOutcome outcome) throws IOException {
        if (outcome instanceof CommandOutcome.ReadsDisc reads) {
            CommandOutcome end = reads.work().run();
            assertThat(end).isNotInstanceOfAny(CommandOutcome.ReadsDisc.class, CommandOutcome.WantsDataOut.class);
            check(cdb, row, end);
        } else if (outcome instanceof CommandOutcome.WantsDataOut wants) {
            assertThat(wants.lengthBytes()).isEqualTo(28);
            check(cdb, row, wants.then().take(ByteBuffer.wrap(new byte[28])));
        } else if (outcome instanceof CommandOutcome.Good good) {
            assertThat(good.data().lengthBytes())
                    .as("%s", cdb)
                    .isLessThanOrEqualTo(row.allowed().bytes(cdb));
            readStartAndEnd(good.data());
        } else {
            assertThat(outcome).isInstanceOf(CommandOutcome.CheckCondition.class);
            byte[] sense = ((CommandOutcome.CheckCondition) outcome).sense().toFixedFormat();
            assertThat(sense).hasSize(18);
            assertThat(sense[2] & 0x0F).as("%s", cdb).isEqualTo(5);
        }
    }

    /** A range that was promised can be read at both ends. */
    private static void readStartAndEnd(DataIn data) throws IOException {
        if (data instanceof DataIn.Sectors sectors) {
            int length = (int) Math.min(5000, data.lengthBytes());
            sectors.range().read(0, ByteBuffer.allocate(length));
            sectors.range().read(data.lengthBytes() - length, ByteBuffer.allocate(length));
        }
    }

    @Test
    void randomCdbs_reachTheHandlers() throws IOException {
        // The test above would prove little if all were refused.
        Random random = new Random(20260101);
        int good = 0;
        for (int i = 0; i < 2000; i++) {
            Cdb cdb = randomCdb(0xBE, 12, random);
            good += ReadCd.answer(cdb, TestDiscs.dataCd()) instanceof CommandOutcome.Good ? 1 : 0;
        }
        assertThat(good).isGreaterThan(20);
    }
}
