/**
 * Knows the commands by which an initiator asks a drive about itself and its disc beyond plain blocks, and the player
 * behind the audio commands: what the bytes of a CDB ask for and the bytes that answer it.
 *
 * <p>Must not know which checks come before a command, nexuses, tray and lock, nor how data reaches an initiator. LUN,
 * operation code, unit attentions, reserved bits and the presence of a disc are checked before a command gets here.
 *
 * <p>Standard: MMC-6; where that is silent on obsolete commands, SCSI-2 and SFF-8020i.
 */
package io.spindle.scsi.mmc;
