package io.spindle.control.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DriveTrafficTest {
    private static Traffic read(long reads, long bytes) {
        return new Traffic(reads, bytes, 0, 0);
    }

    private static SessionTraffic session(String peer, String address, long bytes) {
        return new SessionTraffic(peer, address, read(bytes / 100, bytes));
    }

    @Test
    void twoSamples_tellTheSpeedOfAllAndOfEach() {
        TrafficSample before = new TrafficSample(
                -1_000_000_000L, read(10, 1000), List.of(session("a", "h:1", 400), session("b", "h:2", 600)));
        TrafficSample now = new TrafficSample(
                1_000_000_000L,
                read(40, 4000),
                List.of(session("a", "h:1", 2400), session("b", "h:3", 600), session("c", "h:4", 1000)));

        DriveTraffic traffic = DriveTraffic.between(before, now);

        assertThat(traffic.drive()).isEqualTo(new Throughput(read(40, 4000), 1500, 15));
        assertThat(traffic.sessions())
                .containsExactly(
                        new DriveTraffic.Session("a", "h:1", new Throughput(read(24, 2400), 1000, 10)),
                        // Came back by another connection, and began anew.
                        new DriveTraffic.Session("b", "h:3", new Throughput(read(6, 600), 300, 3)),
                        new DriveTraffic.Session("c", "h:4", new Throughput(read(10, 1000), 500, 5)));
    }

    @Test
    void countersOfAMachineThatWasStartedAgain_tellNoSpeed() {
        DriveTraffic traffic = DriveTraffic.between(
                new TrafficSample(0, read(10, 1000), List.of()),
                new TrafficSample(500_000_000, read(1, 10), List.of()));

        assertThat(traffic.drive()).isEqualTo(new Throughput(read(1, 10), 0, 0));
    }
}
