/**
 * Knows what the server decides and does on a connection: the handshake phase and the transmission phase.
 *
 * <p>Must not know where listeners come from, nor how an image is stored.
 *
 * <p>Standard: {@code doc/proto.md} of the NetworkBlockDevice project.
 */
package io.spindle.nbd.handler;
