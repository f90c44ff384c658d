package io.spindle.scsi.command;

/** Whether a command conflicts with a reservation that another nexus holds (SPC-4, table 50; MMC-6, table 22). */
public enum ReservationRule {
    /** Never. */
    ALWAYS_ALLOWED,
    /** Under RESERVE only, not under a persistent reservation. */
    ALLOWED_IF_PERSISTENT,
    /** Allowed under Write Exclusive reservations: it reads the disc. */
    ALLOWED_IF_WRITE_EXCLUSIVE,
    /** Always. */
    CONFLICTS
}
