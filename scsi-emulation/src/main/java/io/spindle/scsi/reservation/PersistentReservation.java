package io.spindle.scsi.reservation;

/**
 * The persistent reservation of the drive.
 *
 * @param holder the initiator port that made it
 * @param type what it allows to others
 */
record PersistentReservation(String holder, ReservationType type) {
    boolean isHeldBy(String port) {
        return type.heldByAll() || holder.equals(port);
    }
}
