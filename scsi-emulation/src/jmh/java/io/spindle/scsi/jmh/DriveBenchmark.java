package io.spindle.scsi.jmh;

import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.synthetic.PatternByteSource;
import io.spindle.scsi.Cdb;
import io.spindle.scsi.CommandOutcome;
import io.spindle.scsi.DataDirection;
import io.spindle.scsi.Medium;
import io.spindle.scsi.Nexus;
import io.spindle.scsi.ScsiRequest;
import io.spindle.scsi.drive.DriveSettings;
import io.spindle.scsi.drive.OpticalDrive;
import java.util.HexFormat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Commands a second through all checks of a drive with a DVD in it, the CDB copied out of a transport's buffer each time. */
@State(Scope.Benchmark)
public class DriveBenchmark {
    private static final long DVD_BYTES = 2_000_000L * 2048;

    private final OpticalDrive drive = new OpticalDrive(DriveSettings.named("benchmark"));
    private final Nexus nexus = drive.attach("iqn.2026-01.benchmark:a", 0);
    private final byte[] testUnitReady = padded("000000000000");
    private final byte[] getEventStatus = padded("4A010000100000000800");
    private final byte[] read10 = padded("28000000100000002000");
    private long nowNanos;

    /** Puts the disc in, and takes away what is told first. */
    public DriveBenchmark() {
        Disc disc = Disc.ofUserData(new PatternByteSource(DVD_BYTES));
        drive.insert(new Medium("dvd", disc, "dvd", new SharedByteSource(disc.userData())), 0);
        for (int i = 0; i < 4; i++) {
            send(testUnitReady, DataDirection.NONE, 0);
            send(getEventStatus, DataDirection.FROM_TARGET, 8);
        }
    }

    private static byte[] padded(String hex) {
        return HexFormat.of().parseHex(hex + "0".repeat(32 - hex.length()));
    }

    private CommandOutcome send(byte[] cdb, DataDirection direction, long expectedBytes) {
        nowNanos += 1000;
        return drive.execute(nexus, new ScsiRequest(0, new Cdb(cdb), direction, expectedBytes), nowNanos);
    }

    @Benchmark
    public CommandOutcome testUnitReady() {
        return send(testUnitReady, DataDirection.NONE, 0);
    }

    @Benchmark
    public CommandOutcome getEventStatusNotification() {
        return send(getEventStatus, DataDirection.FROM_TARGET, 8);
    }

    /** To the range of sectors, without reading them. */
    @Benchmark
    public CommandOutcome read10Of64KiB() {
        return send(read10, DataDirection.FROM_TARGET, 65_536);
    }
}
