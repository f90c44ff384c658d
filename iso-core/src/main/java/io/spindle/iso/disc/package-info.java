/**
 * Knows what a disc is: sessions, tracks, logical block addresses, and the 2048-byte user data that they hold.
 *
 * <p>Must not know how an image file stores a disc, nor who reads it: no network protocol, no SCSI.
 *
 * <p>Standards: ECMA-130 and the Red Book for sessions and tracks, MMC-6 for the words.
 */
package io.spindle.iso.disc;
