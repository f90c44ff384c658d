package io.spindle.control.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.spindle.control.drive.DriveStatus;
import io.spindle.control.drive.TallyKey;
import io.spindle.iso.cache.CacheStatistics;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** Figures for Prometheus; nothing of it is loaded before somebody asks. */
final class Metrics {
    private final ControlServices services;
    private Optional<PrometheusMeterRegistry> registry = Optional.empty();
    private TrafficMeters exports;
    private TrafficMeters drives;
    private final Set<TallyKey> changes = new HashSet<>();

    Metrics(ControlServices services) {
        this.services = services;
    }

    synchronized String scrape() {
        if (registry.isEmpty()) {
            PrometheusMeterRegistry created = create();
            registry = Optional.of(created);
            exports = new TrafficMeters(created, "export");
            drives = new TrafficMeters(created, "drive");
        }
        services.drives().tally().forEach((key, count) -> {
            // Micrometer warns of a meter that is there already.
            if (changes.add(key)) {
                FunctionCounter.builder("spindle.drive.changes", count, it -> it.sum())
                        .tags(Tags.of("drive", key.drive(), "verb", key.what(), "result", key.result()))
                        .description("Changes that were asked of drives, by how they ended")
                        .register(registry.get());
            }
        });
        exports.show(services.figures().exports());
        drives.show(services.drives().totals());
        return registry.get().scrape();
    }

    private PrometheusMeterRegistry create() {
        PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(made);
        new JvmThreadMetrics().bindTo(made);
        new ClassLoaderMetrics().bindTo(made);
        new FileDescriptorMetrics().bindTo(made);
        new ProcessorMetrics().bindTo(made);
        new UptimeMetrics().bindTo(made);
        Gauge.builder("spindle.nbd.connections", () -> services.figures().nbdConnections())
                .description("NBD clients that are connected")
                .register(made);
        Gauge.builder("spindle.iscsi.sessions", () -> services.figures().iscsiSessions())
                .description("iSCSI sessions")
                .register(made);
        Gauge.builder("spindle.discs", () -> services.library().discs().size())
                .description("Discs of the library")
                .register(made);
        cache(made);
        count(made, "spindle.drives", "Drives", drive -> true);
        count(
                made,
                "spindle.drives.online",
                "Drives whose machine is there",
                drive -> drive.view().online());
        count(
                made,
                "spindle.drives.loaded",
                "Drives with a disc",
                drive -> drive.disc().isPresent());
        count(
                made,
                "spindle.drives.held",
                "Drives whose tray a guest holds",
                drive -> drive.view().lock().isPresent());
        count(
                made,
                "spindle.drives.waiting",
                "Drives with a change under way",
                drive -> drive.waiting().isPresent());
        Gauge.builder(
                        "spindle.event.listeners",
                        () -> services.drives().events().listenerCount())
                .description("Listeners to the stream of events")
                .register(made);
        return made;
    }

    private void cache(MeterRegistry made) {
        cacheCounter(
                made,
                "hits",
                "Blocks of compressed images that were in memory when they were asked for",
                it -> it.hits());
        cacheCounter(
                made, "misses", "Blocks of compressed images that had to be loaded or waited for", it -> it.misses());
        cacheCounter(
                made,
                "loads",
                "Blocks of compressed images that were loaded, ahead or when asked for",
                it -> it.loads());
        cacheCounter(made, "evictions", "Blocks of compressed images that had to go for others", it -> it.evictions());
        Gauge.builder(
                        "spindle.cache.size",
                        () -> services.library().cacheStatistics().heldBytes())
                .description("Memory that blocks of compressed images take")
                .baseUnit("bytes")
                .register(made);
        Gauge.builder(
                        "spindle.cache.maximum",
                        () -> services.library().cacheStatistics().maximumBytes())
                .description("Memory that blocks of compressed images may take")
                .baseUnit("bytes")
                .register(made);
        Gauge.builder("spindle.expanding", () -> services.library().expanding().size())
                .description("Compressed images that are being expanded, or wait for it")
                .register(made);
    }

    private void cacheCounter(
            MeterRegistry made, String what, String description, ToDoubleFunction<CacheStatistics> count) {
        FunctionCounter.builder(
                        "spindle.cache." + what, services.library(), it -> count.applyAsDouble(it.cacheStatistics()))
                .description(description)
                .register(made);
    }

    private void count(MeterRegistry made, String name, String description, Predicate<DriveStatus> condition) {
        Gauge.builder(
                        name,
                        () -> services.drives().list().stream()
                                .filter(condition)
                                .count())
                .description(description)
                .register(made);
    }
}
