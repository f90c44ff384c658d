package io.spindle.control.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.spindle.control.drive.Traffic;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The meters of what was read, for each export or each drive that there is. Not thread-safe. */
final class TrafficMeters {
    private final MeterRegistry registry;
    private final String kind;
    private final Map<String, Shown> shown = new TreeMap<>();

    private record Shown(AtomicReference<Traffic> now, List<Meter> meters) {}

    /**
     * No meter yet.
     *
     * @param kind {@code export} or {@code drive}
     */
    TrafficMeters(MeterRegistry registry, String kind) {
        this.registry = registry;
        this.kind = kind;
    }

    /** Brings the meters up to date. */
    void show(Map<String, Traffic> traffic) {
        shown.entrySet().removeIf(it -> {
            boolean gone = !traffic.containsKey(it.getKey());
            if (gone) {
                it.getValue().meters().forEach(registry::remove);
            }
            return gone;
        });
        traffic.forEach(
                (name, now) -> shown.computeIfAbsent(name, this::register).now().set(now));
    }

    private Shown register(String name) {
        AtomicReference<Traffic> now = new AtomicReference<>(Traffic.NONE);
        Tags tags = Tags.of(kind, name);
        return new Shown(
                now,
                List.of(
                        FunctionCounter.builder(
                                        "spindle." + kind + ".read.bytes",
                                        now,
                                        it -> it.get().bytes())
                                .tags(tags)
                                .description("Bytes that were read")
                                .register(registry),
                        FunctionCounter.builder(
                                        "spindle." + kind + ".read.errors",
                                        now,
                                        it -> it.get().errors())
                                .tags(tags)
                                .description("Reads that could not be answered")
                                .register(registry),
                        FunctionTimer.builder(
                                        "spindle." + kind + ".reads",
                                        now,
                                        it -> it.get().reads(),
                                        it -> it.get().nanos(),
                                        TimeUnit.NANOSECONDS)
                                .tags(tags)
                                .description("Reads that were answered, and how long they took")
                                .register(registry)));
    }
}
