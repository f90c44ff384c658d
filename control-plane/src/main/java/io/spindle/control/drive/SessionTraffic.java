package io.spindle.control.drive;

/**
 * What somebody who is attached to a drive has read of it.
 *
 * @param peer who, as {@link AttachedSession} calls them
 * @param address where they are: HOST:PORT, or the monitor of a machine
 * @param traffic what they have read since they came
 */
public record SessionTraffic(String peer, String address, Traffic traffic) {}
