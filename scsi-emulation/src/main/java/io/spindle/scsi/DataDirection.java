package io.spindle.scsi;

/** Which way data goes, seen from the initiator. */
public enum DataDirection {
    NONE,
    FROM_TARGET,
    TO_TARGET
}
