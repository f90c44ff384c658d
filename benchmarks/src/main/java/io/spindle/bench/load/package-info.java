/**
 * Knows how to put read requests on NBD connections as cheaply as Java can, and how long each answer took.
 *
 * <p>Must not know which server is at the other end, processes, or what the numbers are for.
 *
 * <p>Standard: the NBD protocol, {@code doc/proto.md} of the NetworkBlockDevice project.
 */
package io.spindle.bench.load;
