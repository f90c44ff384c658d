package io.spindle.scsi.event;

/**
 * Something that happened to the drive and is told to each nexus once (MMC-6, 6.6.3). Of one class, what stands first
 * is told first; {@link EventQueue} sees to it that this is also the order in which it happened.
 */
public enum DriveEvent {
    /** The profile or the features are others. */
    OPERATION_CHANGED(NotificationClass.OPERATIONAL_CHANGE, 2),
    /** A power condition was asked for and entered. */
    POWER_CHANGE_SUCCESSFUL(NotificationClass.POWER_MANAGEMENT, 1),
    /** The disc cannot be reached any more. */
    MEDIA_REMOVAL(NotificationClass.MEDIA, 3),
    /** A disc is there and ready. */
    NEW_MEDIA(NotificationClass.MEDIA, 2),
    /** Somebody wants the disc out. */
    EJECT_REQUEST(NotificationClass.MEDIA, 1);

    private final NotificationClass notificationClass;
    private final int wire;

    DriveEvent(NotificationClass notificationClass, int wire) {
        this.notificationClass = notificationClass;
        this.wire = wire;
    }

    /** The class in which it is told. */
    public NotificationClass notificationClass() {
        return notificationClass;
    }

    /** Its code within the class. */
    public int wire() {
        return wire;
    }
}
