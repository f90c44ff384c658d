package io.spindle.scsi.drive;

/** How an operator wants a disc out. */
public enum EjectMode {
    /** Asks the guest that holds the tray, and waits for it. */
    ASK,
    /** Opens the tray, whatever a guest does with the disc. */
    FORCE
}
