package io.spindle.iscsi.pdu;

/**
 * What every PDU of a target says of the order of things (RFC 7143, 4.2.2): serial numbers of 32 bits.
 *
 * @param statSn number of this status on its connection
 * @param expCmdSn the command that is expected next
 * @param maxCmdSn the last command that may be sent now
 */
public record SequenceNumbers(int statSn, int expCmdSn, int maxCmdSn) {}
