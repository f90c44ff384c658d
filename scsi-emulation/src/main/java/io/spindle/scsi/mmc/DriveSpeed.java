package io.spindle.scsi.mmc;

/**
 * How fast the drive was told to read: told by SET CD SPEED and SET STREAMING, kept for GET PERFORMANCE and the mode
 * pages. It reads as fast as it can whatever it is told.
 */
public final class DriveSpeed {
    /** The speed of audio: no drive is slower. */
    private static final long MINIMUM_KILOBYTES_PER_SECOND = 176;

    private long limitKilobytesPerSecond = Long.MAX_VALUE;

    /** What it reads such a disc with, in kilobytes of 1000 bytes. */
    public int kilobytesPerSecond(Profile profile) {
        return (int) Math.min(limitKilobytesPerSecond, profile.maximumKilobytesPerSecond());
    }

    /** Not faster than that; raised to the speed of audio when it is less. */
    void limitTo(long kilobytesPerSecond) {
        limitKilobytesPerSecond = Math.max(kilobytesPerSecond, MINIMUM_KILOBYTES_PER_SECOND);
    }

    /** As fast as it can: after a reset, with another disc, or when asked for. */
    public void reset() {
        limitKilobytesPerSecond = Long.MAX_VALUE;
    }
}
