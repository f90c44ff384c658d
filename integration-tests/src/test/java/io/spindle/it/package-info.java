/**
 * Knows real peers (QEMU, libnbd, qemu-img) and tries Spindle with them as a user would start it.
 *
 * <p>Must not reach into the server: everything goes through the command line and the wire.
 *
 * <p>Standard: none of its own.
 */
package io.spindle.it;
