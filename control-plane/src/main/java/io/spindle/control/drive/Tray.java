package io.spindle.control.drive;

/** Where the tray of a drive is. */
public enum Tray {
    OPEN,
    CLOSED,
    /** Nobody can say: the machine is not there. */
    UNKNOWN;

    /** As it is written in documents. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
