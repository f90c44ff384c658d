/**
 * Knows how an operator's change goes to our own MMC drive, on the thread that owns it.
 *
 * <p>Must not know which commands a guest sends, nor by what transport.
 *
 * <p>Standard: none.
 */
package io.spindle.control.emulated;
