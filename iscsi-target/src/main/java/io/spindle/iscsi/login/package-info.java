/**
 * Knows how an initiator logs in: stages, keys and their negotiation, CHAP.
 *
 * <p>Must not know Netty, how PDUs lie in bytes, nor what happens when the login is done.
 *
 * <p>Standards: RFC 7143, sections 6, 12 and 13; RFC 1994 for CHAP.
 */
package io.spindle.iscsi.login;
