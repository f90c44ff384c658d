/**
 * Knows the drive: its tray, the disc in it, who is connected and what each of them has seen, what the operator wants,
 * and in which order a command is checked.
 *
 * <p>Must not know what a command answers in detail, how a transport carries it, nor threads, sockets and clocks: the
 * time is passed in.
 *
 * <p>Standards: SAM-5 for nexuses, unit attentions and resets; MMC-6 for tray, events and removal.
 */
package io.spindle.scsi.drive;
