package io.spindle.scsi.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.synthetic.PatternByteSource;
import io.spindle.scsi.Answers;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.DataIn;
import io.spindle.scsi.Hex;
import io.spindle.scsi.Medium;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.TestDiscs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** VERIFY (10), (12) and (16) on a disc of 1000 blocks. */
final class VerifyTest {
    private static final String MISCOMPARE = "70 00 0E 00000000 0A 00000000 1D 00 00000000";

    private final DriveRig rig = DriveRig.with(TestDiscs.dataCd());

    private static byte[] blocks(int firstLba, int count) {
        ByteBuffer out = ByteBuffer.allocate(count * 2048);
        new PatternByteSource(1000 * 2048).read(firstLba * 2048L, out);
        return out.array();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2F 02 00 00 00 10 00 00 02 00",
                "AF 02 00 00 00 10 00 00 00 02 00 00",
                "8F 12 00 00 00 00 00 00 00 10 00 00 00 02 00 00"
            })
    void compare_sameData_goodAndOtherData_miscompare(String cdb) {
        byte[] data = blocks(16, 2);
        assertThat(rig.send(rig.nexus, cdb, data)).isEqualTo(new CommandOutcome.Good(new DataIn.None()));
        data[4095] ^= 1;
        Answers.assertSense(rig.send(rig.nexus, cdb, data), MISCOMPARE);
        data[4095] ^= 1;
        data[0] ^= (byte) 0x80;
        Answers.assertSense(rig.send(rig.nexus, cdb, data), MISCOMPARE);
    }

    @Test
    void compare_moreBlocksThanAreReadAtOnce_allAreCompared() {
        byte[] data = blocks(0, 1000);
        String cdb = "2F 02 00 00 00 00 00 03 E8 00";
        assertThat(rig.send(rig.nexus, cdb, data)).isInstanceOf(CommandOutcome.Good.class);
        data[999 * 2048 + 7] ^= 1;
        Answers.assertSense(rig.send(rig.nexus, cdb, data), MISCOMPARE);
    }

    @Test
    void compareOneBlockWithAll_differentBlocks_miscompare() {
        String both = "2F 06 00 00 00 10 00 00 02 00";
        Answers.assertSense(rig.send(rig.nexus, both, blocks(16, 1)), MISCOMPARE);
        assertThat(rig.send(rig.nexus, "2F 06 00 00 00 10 00 00 01 00", blocks(16, 1)))
                .isInstanceOf(CommandOutcome.Good.class);
        CommandOutcome wants = rig.drive.execute(
                rig.nexus, new ScsiRequest(0, Hex.cdb(both), DataDirection.TO_TARGET, 2048), rig.now());
        assertThat(((CommandOutcome.WantsDataOut) wants).lengthBytes()).isEqualTo(2048);
    }

    @Test
    void compareOneBlockWithAll_sameBlocks_good() {
        Disc zeros = Disc.ofUserData(new MemoryByteSource(new byte[3 * 2048]));
        DriveRig other = DriveRig.with(new Medium("zeros", zeros, "zeros", new SharedByteSource(zeros.userData())));
        assertThat(other.send(other.nexus, "2F 06 00 00 00 00 00 00 03 00", new byte[2048]))
                .isInstanceOf(CommandOutcome.Good.class);
        byte[] block = new byte[2048];
        block[2047] = 1;
        Answers.assertSense(other.send(other.nexus, "2F 06 00 00 00 00 00 00 03 00", block), MISCOMPARE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2F 00 00 00 00 00 00 00 00 00",
                "2F 02 00 00 00 00 00 00 00 00",
                "2F 06 00 00 00 00 00 00 00 00",
                "2F 00 00 00 03 E7 00 00 01 00",
                "AF 10 00 00 00 00 00 00 03 E8 00 00"
            })
    void withoutComparison_good(String cdb) {
        rig.good(cdb);
    }

    @Test
    void withoutComparison_discIsRead() {
        AtomicLong bytes = new AtomicLong();
        ByteSource counting = new CountingSource(new PatternByteSource(1000 * 2048), bytes);
        Disc disc = Disc.ofUserData(counting);
        DriveRig counted = DriveRig.with(new Medium("counted", disc, "counted", new SharedByteSource(counting)));
        bytes.set(0);
        counted.good("2F 00 00 00 00 00 00 03 E8 00");
        assertThat(bytes.get()).isEqualTo(2_048_000);
    }

    @Test
    void brokenDisc_ioException() {
        ByteSource broken = new CountingSource(new PatternByteSource(1000 * 2048), new AtomicLong()) {
            @Override
            public void read(long offsetBytes, ByteBuffer destination) throws IOException {
                throw new IOException("broken");
            }
        };
        Disc disc = Disc.ofUserData(broken);
        DriveRig bad = DriveRig.with(new Medium("bad", disc, "bad", new SharedByteSource(broken)));
        CommandOutcome outcome = bad.drive.execute(
                bad.nexus,
                new ScsiRequest(0, new Cdb(Hex.hex("2F 00 00 00 00 00 00 00 01 00")), DataDirection.NONE, 0),
                bad.now());
        CommandOutcome.ReadsDisc reads = (CommandOutcome.ReadsDisc) outcome;
        assertThatThrownBy(() -> reads.work().run()).isInstanceOf(IOException.class);
    }

    @Test
    void lessDataThanAnnounced_invalidField() {
        Answers.assertInvalidField(rig.send(rig.nexus, "2F 02 00 00 00 00 00 00 02 00", new byte[4095]), "C0 00 07");
        Answers.assertInvalidField(
                rig.send(rig.nexus, "8F 02 00 00 00 00 00 00 00 00 00 00 00 01 00 00", new byte[0]), "C0 00 0A");
    }

    @Test
    void moreThanCanBeKept_invalidFieldBeforeAnyDataIsAskedFor() {
        DriveRig dvd = DriveRig.with(TestDiscs.dvdSingleLayer());
        CommandOutcome most = dvd.drive.execute(
                dvd.nexus,
                new ScsiRequest(0, Hex.cdb("AF 02 00 00 00 00 00 00 20 00 00 00"), DataDirection.TO_TARGET, 16_777_216),
                dvd.now());
        assertThat(((CommandOutcome.WantsDataOut) most).lengthBytes()).isEqualTo(16_777_216);
        dvd.invalidField("AF 02 00 00 00 00 00 00 20 01 00 00", "C0 00 06");
        dvd.invalidField("2F 02 00 00 00 00 00 20 01 00", "C0 00 07");
    }

    @Test
    void byteCheck2_reserved() {
        rig.invalidField("2F 04 00 00 00 00 00 00 01 00", "CA 00 01");
    }

    @Test
    void otherReservedBits_pointedAt() {
        rig.invalidField("2F 22 00 00 00 00 00 00 01 00", "CD 00 01");
        rig.invalidField("2F 01 00 00 00 00 00 00 01 00", "C8 00 01");
        rig.invalidField("AF 02 00 00 00 00 00 00 00 01 01 00", "C8 00 0A");
    }

    @Test
    void audio_illegalMode() {
        Answers.assertSense(
                DriveRig.with(TestDiscs.threeAudioTracks()).send("2F 00 00 00 00 00 00 00 01 00"),
                "70 00 25 00000000 0A 00000000 64 00 00000000");
    }

    @Test
    void noDisc_notReady() {
        DriveRig.empty().sense("2F 00 00 00 00 00 00 00 01 00", "02 3A 01");
    }

    /** Tells how many bytes were read. */
    private static class CountingSource implements ByteSource {
        private final ByteSource source;
        private final AtomicLong bytes;

        CountingSource(ByteSource source, AtomicLong bytes) {
            this.source = source;
            this.bytes = bytes;
        }

        @Override
        public long lengthBytes() {
            return source.lengthBytes();
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            bytes.addAndGet(destination.remaining());
            source.read(offsetBytes, destination);
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
