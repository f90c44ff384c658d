package io.spindle.scsi.event;

/** What an event is about (MMC-6, 6.6.2.2, "Notification Class"). The lower number goes first. */
public enum NotificationClass {
    OPERATIONAL_CHANGE(1),
    POWER_MANAGEMENT(2),
    EXTERNAL_REQUEST(3),
    MEDIA(4),
    MULTI_INITIATOR(5),
    DEVICE_BUSY(6);

    private final int wire;

    NotificationClass(int wire) {
        this.wire = wire;
    }

    /** Its number: also that of its bit in a request. */
    public int wire() {
        return wire;
    }

    /** Whether the bit of this class is set among {@code classes}. */
    public boolean isIn(int classes) {
        return (classes >> wire & 1) != 0;
    }
}
