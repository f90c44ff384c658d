/**
 * Knows which trees of files a disc holds, and which of them a person means.
 *
 * <p>Must not know how any of them is recorded.
 *
 * <p>Standards: none of its own; Linux and Windows choose in similar ways.
 */
package io.spindle.iso.contents;
