/**
 * Knows how every file on a disc is shown to a scanner, once each, whatever trees it is in.
 *
 * <p>Must not know which scanner it is, nor what becomes of the disc.
 *
 * <p>Standard: none.
 */
package io.spindle.iso.scanning;
