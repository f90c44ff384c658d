/**
 * Knows the protocol data units of iSCSI and their numbers, in the words of the standard, and how they read in a trace.
 *
 * <p>Must not know Netty, how a PDU lies in bytes, nor what a target decides.
 *
 * <p>Standard: RFC 7143, section 11.
 */
package io.spindle.iscsi.pdu;
