package io.spindle.nbd.handler;

import io.spindle.nbd.export.ExportCatalog;
import io.spindle.transport.TransferCounters;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What was read of each export that somebody has used. */
public final class ExportTraffic {
    private final Map<String, TransferCounters> counters = new ConcurrentHashMap<>();

    TransferCounters of(String export) {
        return counters.computeIfAbsent(export, name -> new TransferCounters());
    }

    /** The counts by name, of the exports that there still are; the others are forgotten. */
    public Map<String, TransferCounters.Counts> counts(ExportCatalog catalog) {
        counters.keySet().removeIf(name -> catalog.find(name).isEmpty());
        Map<String, TransferCounters.Counts> counts = new TreeMap<>();
        counters.forEach((name, each) -> counts.put(name, each.counts()));
        return counts;
    }
}
