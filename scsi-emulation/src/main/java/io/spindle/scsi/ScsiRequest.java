package io.spindle.scsi;

/**
 * A command as a transport received it.
 *
 * @param lun the logical unit that is meant, flat or peripheral addressing undone
 * @param cdb what is asked for
 * @param direction which way the transport was told that data goes
 * @param expectedDataLengthBytes how much the transport was told to expect, unsigned 32 bits
 */
public record ScsiRequest(long lun, Cdb cdb, DataDirection direction, long expectedDataLengthBytes) {}
