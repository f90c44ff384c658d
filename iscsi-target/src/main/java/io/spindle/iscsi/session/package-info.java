/**
 * Knows the order of a session: windows of command numbers, sequences of data in and out, text after the login.
 *
 * <p>Must not know Netty, sockets, threads, nor what any command means.
 *
 * <p>Standard: RFC 7143, sections 4.2 and 11.
 */
package io.spindle.iscsi.session;
