package io.spindle.scsi;

/**
 * A command as a transport received it.
 *
 * @param lun the logical unit that is meant, flat or peripheral addressing undone
 * @param cdb what is asked for
 * @param direction which way the transport was told that data goes
 * @param expectedDataLengthBytes how much the transport was told to expect, unsigned 32 bits
 * @param unaware the initiator sent it before it could see the unit attention that it was told last
 */
public record ScsiRequest(long lun, Cdb cdb, DataDirection direction, long expectedDataLengthBytes, boolean unaware) {
    /** A command of an initiator that knows all that it was told. */
    public ScsiRequest(long lun, Cdb cdb, DataDirection direction, long expectedDataLengthBytes) {
        this(lun, cdb, direction, expectedDataLengthBytes, false);
    }
}
