package io.spindle.control.drive;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is read of a drive, as of about a second ago.
 *
 * @param drive by all together
 * @param sessions by those who are attached
 */
public record DriveTraffic(Throughput drive, List<Session> sessions) {
    static final DriveTraffic NONE = new DriveTraffic(Throughput.NONE, List.of());

    /**
     * One who is attached.
     *
     * @param peer who, as {@link AttachedSession} calls them
     * @param address where they are
     */
    public record Session(String peer, String address, Throughput throughput) {}

    public DriveTraffic {
        sessions = List.copyOf(sessions);
    }

    /** Between two samples; whoever came between them began with nothing. */
    static DriveTraffic between(TrafficSample before, TrafficSample now) {
        long nanos = now.atNanos() - before.atNanos();
        Map<String, Traffic> known = before.sessions().stream()
                .collect(Collectors.toMap(DriveTraffic::key, SessionTraffic::traffic, (one, other) -> one));
        return new DriveTraffic(
                Throughput.since(before.drive(), now.drive(), nanos),
                now.sessions().stream()
                        .map(it -> new Session(
                                it.peer(),
                                it.address(),
                                Throughput.since(known.getOrDefault(key(it), Traffic.NONE), it.traffic(), nanos)))
                        .toList());
    }

    /** A peer that comes back has another port, and counts from the beginning. */
    private static String key(SessionTraffic session) {
        return session.peer() + " " + session.address();
    }
}
