/**
 * Knows how to serve exports: listeners, connections, their limits, start and stop.
 *
 * <p>Must not know SCSI, how an image is stored, nor where the exports come from.
 *
 * <p>Standard: the NBD protocol, {@code doc/proto.md} of the NetworkBlockDevice project.
 */
package io.spindle.nbd;
