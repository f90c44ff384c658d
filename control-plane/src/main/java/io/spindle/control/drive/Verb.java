package io.spindle.control.drive;

/** What an operator can do to a drive. */
public enum Verb {
    /** Put a disc into an empty drive. */
    INSERT,
    /** Take the disc out. */
    EJECT,
    /** Put a disc in, in place of the one that is there, if any. */
    SWAP,
    /** Swap to the disc that follows in the drive's list. */
    NEXT;

    /** As it is written in documents and on command lines. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
