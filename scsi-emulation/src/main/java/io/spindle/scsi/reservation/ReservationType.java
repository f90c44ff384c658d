package io.spindle.scsi.reservation;

import java.util.Arrays;
import java.util.Optional;

/** The types of a persistent reservation (SPC-4, table 61). */
enum ReservationType {
    WRITE_EXCLUSIVE(1, false, Sharing.HOLDER),
    EXCLUSIVE_ACCESS(3, true, Sharing.HOLDER),
    WRITE_EXCLUSIVE_REGISTRANTS_ONLY(5, false, Sharing.REGISTRANTS_ONLY),
    EXCLUSIVE_ACCESS_REGISTRANTS_ONLY(6, true, Sharing.REGISTRANTS_ONLY),
    WRITE_EXCLUSIVE_ALL_REGISTRANTS(7, false, Sharing.ALL_REGISTRANTS),
    EXCLUSIVE_ACCESS_ALL_REGISTRANTS(8, true, Sharing.ALL_REGISTRANTS);

    private final int wire;
    private final boolean exclusiveAccess;
    private final Sharing sharing;

    /** Who has access, and who holds the reservation. */
    private enum Sharing {
        HOLDER,
        REGISTRANTS_ONLY,
        ALL_REGISTRANTS
    }

    ReservationType(int wire, boolean exclusiveAccess, Sharing sharing) {
        this.wire = wire;
        this.exclusiveAccess = exclusiveAccess;
        this.sharing = sharing;
    }

    static Optional<ReservationType> fromWire(int wire) {
        return Arrays.stream(values()).filter(it -> it.wire == wire).findFirst();
    }

    int wire() {
        return wire;
    }

    /** Others may not even read. */
    boolean exclusiveAccess() {
        return exclusiveAccess;
    }

    /** Every registered port has access. */
    boolean sharedByRegistrants() {
        return sharing != Sharing.HOLDER;
    }

    /** Every registered port is a holder. */
    boolean heldByAll() {
        return sharing == Sharing.ALL_REGISTRANTS;
    }
}
