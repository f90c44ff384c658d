package io.spindle.control.drive;

import java.util.List;

/**
 * What was read of a drive until some moment.
 *
 * @param atNanos that moment, of {@link System#nanoTime}
 * @param drive what all together have read
 * @param sessions what those have read who are attached
 */
public record TrafficSample(long atNanos, Traffic drive, List<SessionTraffic> sessions) {
    public TrafficSample {
        sessions = List.copyOf(sessions);
    }
}
