package io.spindle.control.drive;

/** What to do about a guest that holds the tray. */
public enum Policy {
    /** Ask it, wait, and leave all as it was when it does not let go in time. */
    ASK,
    /** Take the disc out from under it. */
    FORCE;

    /** As it is written in documents and on command lines. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
