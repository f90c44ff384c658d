package io.spindle.scsi.event;

/** How awake the drive is (MMC-6, 6.6.3.3, "Power Status"). */
public enum PowerCondition {
    ACTIVE(1),
    IDLE(2),
    STANDBY(3),
    SLEEP(4);

    private final int wire;

    PowerCondition(int wire) {
        this.wire = wire;
    }

    /** Its number in a power event. */
    public int wire() {
        return wire;
    }
}
