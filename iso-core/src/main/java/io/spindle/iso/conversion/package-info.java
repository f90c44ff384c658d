/**
 * Knows how a disc, whatever image it comes from, is written as an image of another format.
 *
 * <p>Must not know how the other image was recorded, nor where the file goes.
 *
 * <p>Standards: ECMA-119 for the addresses that an ISO image keeps; CDRWIN's cue sheets.
 */
package io.spindle.iso.conversion;
