/**
 * Knows what is exported: a name, a line for people and the bytes.
 *
 * <p>Must not know Netty, connections, nor how an image is stored.
 *
 * <p>Standard: the NBD protocol, section "Values" on strings and export names.
 */
package io.spindle.nbd.export;
