/**
 * Knows the commands that any SCSI device has: INQUIRY, REPORT LUNS, REPORT SUPPORTED OPERATION CODES and the like.
 *
 * <p>Must not know discs, trays, or which initiators there are.
 *
 * <p>Standard: SPC-4.
 */
package io.spindle.scsi.primary;
