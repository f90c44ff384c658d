/**
 * Knows how the PDUs of iSCSI lie in bytes: headers, additional header segments, padding, digests.
 *
 * <p>Must not know what a target decides, nor read a disc; buffers end here on the way in and begin here on the way out.
 *
 * <p>Standard: RFC 7143, section 11.
 */
package io.spindle.iscsi.codec;
