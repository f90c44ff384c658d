/**
 * Knows what a file system on a disc looks like from outside: volumes, nodes, extents, times, paths and walks.
 *
 * <p>Must not know how any file system is recorded.
 *
 * <p>Standards: the names of modes and kinds are those of POSIX; zisofs is described by Linux and libisofs.
 */
package io.spindle.iso.filesystem;
