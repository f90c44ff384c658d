package io.spindle.scsi.drive;

import java.time.Duration;

/**
 * How long things take in a drive, or may take.
 *
 * @param becomingReady from a closed tray to a disc that can be read; zero is at once
 * @param removalShown how long a swap at most keeps the tray open for those who have not yet seen that the disc is gone
 * @param ejectAsked how long a guest that holds the tray has to open it when asked
 * @param nexusLoss how long an initiator port may be away and still find that it prevents removal
 */
public record DriveTimes(Duration becomingReady, Duration removalShown, Duration ejectAsked, Duration nexusLoss) {
    /** Ready at once; 5 s for a guest that polls every 2 s; 30 s to unmount; a minute to reconnect. */
    public static final DriveTimes DEFAULT =
            new DriveTimes(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(1));
}
