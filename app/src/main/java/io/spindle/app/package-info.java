/**
 * Knows the command line, and connects the parts: the library feeds the NBD server.
 *
 * <p>Must not decide anything that a part decides; it only connects, prints and exits.
 *
 * <p>Standards: NBD URIs ({@code doc/uri.md} of the NetworkBlockDevice project), socket activation ({@code sd_listen_fds(3)}).
 */
package io.spindle.app;
