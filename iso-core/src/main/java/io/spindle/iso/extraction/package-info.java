/**
 * Knows how to copy a tree of a disc into a folder of this machine without trusting anything that the disc says: names,
 * links, sizes and kinds.
 *
 * <p>Must not know how a disc records the tree, nor how progress is shown.
 *
 * <p>Standards: none.
 */
package io.spindle.iso.extraction;
