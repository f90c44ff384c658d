package io.spindle.control.drive;

import java.time.Instant;

/**
 * A tray that a guest holds (PREVENT ALLOW MEDIUM REMOVAL).
 *
 * @param by the initiator, or the machine
 * @param since when it was first seen
 */
public record TrayLock(String by, Instant since) {}
