/**
 * Knows what a target is: its name, its logical unit, who may use it and how they prove it.
 *
 * <p>Must not know Netty, PDUs, nor what lies behind a logical unit.
 *
 * <p>Standards: RFC 7143, section 4.2.7 for names; RFC 1994 for the secrets of CHAP.
 */
package io.spindle.iscsi.target;
