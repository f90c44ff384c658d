/**
 * Knows what real peers, QEMU and its guests, libnbd, Linux, see of Spindle when it is started as a user starts it.
 *
 * <p>Must not know any class of Spindle: only its command line, its output and its sockets.
 *
 * <p>Standards: the NBD protocol and its URIs, El Torito, UEFI, ISO 9660 and UDF, as the peers understand them.
 */
package io.spindle.it;
