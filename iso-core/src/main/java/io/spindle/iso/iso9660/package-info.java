/**
 * Knows how ISO 9660 records a tree of files, and what Joliet and Rock Ridge add to it.
 *
 * <p>Must not know who lists the tree, nor which of several trees of a disc is the best.
 *
 * <p>Standards: ECMA-119, Joliet, SUSP (IEEE P1281), RRIP (IEEE P1282).
 */
package io.spindle.iso.iso9660;
