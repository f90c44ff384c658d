package io.spindle.scsi.mmc;

/**
 * The part of a drive that plays audio: it makes no sound, but where it is moves on in real time.
 *
 * <p>Times are of one steady clock, in nanoseconds. Not thread-safe.
 */
public final class AudioPlayer {
    private static final long SECTORS_PER_SECOND = 75;
    private static final long SCAN_SPEED = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private AudioStatus status = AudioStatus.NONE;
    private long position;
    private long startLba;
    private long startNanos;
    private long sectorsPerSecond = SECTORS_PER_SECOND;
    private AudioRange range = new AudioRange(0, 0, false);

    /** Plays the range from its start; what played before ends. */
    void play(AudioRange wanted, long nowNanos) {
        start(wanted, wanted.firstLba(), SECTORS_PER_SECOND, nowNanos);
    }

    /** Goes quickly through the range, onwards from its start or backwards from {@code fromLba}. */
    void scan(AudioRange wanted, long fromLba, boolean backwards, long nowNanos) {
        start(wanted, fromLba, SECTORS_PER_SECOND * (backwards ? -SCAN_SPEED : SCAN_SPEED), nowNanos);
    }

    private void start(AudioRange wanted, long fromLba, long speed, long nowNanos) {
        range = wanted;
        position = fromLba;
        startLba = fromLba;
        startNanos = nowNanos;
        sectorsPerSecond = speed;
        status = AudioStatus.PLAYING;
    }

    /** Stays where it is; false when it neither plays nor pauses. */
    boolean pause(long nowNanos) {
        moveOn(nowNanos);
        if (status == AudioStatus.PLAYING) {
            status = AudioStatus.PAUSED;
        }
        return status == AudioStatus.PAUSED;
    }

    /** Goes on playing, after a scan too; false when it neither plays nor pauses. */
    boolean resume(long nowNanos) {
        moveOn(nowNanos);
        if (status != AudioStatus.PAUSED && status != AudioStatus.PLAYING) {
            return false;
        }
        start(range, position, SECTORS_PER_SECOND, nowNanos);
        return true;
    }

    /** Ends playing, pausing or scanning where it is: another command needs the disc, or the initiator wants it. */
    public void stop(long nowNanos) {
        moveOn(nowNanos);
        status = AudioStatus.NONE;
    }

    /** Ends playing and moves to a sector, as SEEK does. */
    public void seek(long lba) {
        status = AudioStatus.NONE;
        position = lba;
    }

    /** Another disc lies in the drive, or none. */
    public void reset() {
        seek(0);
    }

    /** True while it plays or scans. */
    public boolean isPlaying(long nowNanos) {
        moveOn(nowNanos);
        return status == AudioStatus.PLAYING;
    }

    /** The sector that plays, or where it has stopped. */
    public long position(long nowNanos) {
        moveOn(nowNanos);
        return position;
    }

    /** What it does. That it has come to an end is told once. */
    AudioStatus reportStatus(long nowNanos) {
        moveOn(nowNanos);
        AudioStatus told = status;
        if (told == AudioStatus.COMPLETED || told == AudioStatus.STOPPED_BY_ERROR) {
            status = AudioStatus.NONE;
        }
        return told;
    }

    private void moveOn(long nowNanos) {
        if (status != AudioStatus.PLAYING) {
            return;
        }
        long reached = startLba + sectorsIn(nowNanos - startNanos);
        if (sectorsPerSecond > 0 && reached >= range.endLba()) {
            position = range.endLba() - 1;
            status = range.endsAtData() ? AudioStatus.STOPPED_BY_ERROR : AudioStatus.COMPLETED;
        } else if (sectorsPerSecond < 0 && reached <= range.firstLba()) {
            position = range.firstLba();
            status = AudioStatus.COMPLETED;
        } else {
            position = reached;
        }
    }

    /** Whole sectors that go by in a time, negative when it goes backwards. */
    private long sectorsIn(long nanos) {
        long seconds = nanos / NANOS_PER_SECOND;
        long rest = nanos % NANOS_PER_SECOND;
        return seconds * sectorsPerSecond + rest * sectorsPerSecond / NANOS_PER_SECOND;
    }
}
