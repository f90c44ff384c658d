package io.spindle.control.drive;

import java.time.Instant;

/**
 * Somebody who is attached to a drive.
 *
 * @param peer an initiator name and address, or a machine
 * @param since when they came
 */
public record AttachedSession(String peer, Instant since) {}
