/**
 * Knows what goes on a disc: a folder as it was when it was looked at, and files that are only in memory.
 *
 * <p>Must not know where on the disc anything lies, nor follow a symbolic link.
 *
 * <p>Standard: none; permissions and times are those of POSIX.
 */
package io.spindle.iso.authoring.tree;
