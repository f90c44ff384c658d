package io.spindle.control.drive;

/** What a drive is made of. */
public enum DriveKind {
    /** Our own MMC drive. */
    EMULATED,
    /** A CD device of QEMU, fed over NBD and changed over QMP. */
    QEMU;

    /** As it is written in documents. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
