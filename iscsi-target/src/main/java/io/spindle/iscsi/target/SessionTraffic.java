package io.spindle.iscsi.target;

import io.spindle.transport.TransferCounters;

/**
 * What one session has read of its target.
 *
 * @param initiatorPort the name of its initiator port, as the logical unit knows it
 * @param address where it comes from, HOST:PORT
 * @param counts what it has read since it began
 */
public record SessionTraffic(String initiatorPort, String address, TransferCounters.Counts counts) {}
