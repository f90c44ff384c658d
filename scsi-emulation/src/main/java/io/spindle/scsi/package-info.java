/**
 * Knows what a SCSI request is and what comes of it: command descriptor blocks, sense, data, nexuses.
 *
 * <p>Must not know how a transport carries them, which commands there are, nor threads, sockets and clocks.
 *
 * <p>Standards: SAM-5 for the model, SPC-4 for sense data.
 */
package io.spindle.scsi;
