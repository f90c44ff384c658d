package io.spindle.control.drive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A drive as an operator sees it, at one moment.
 *
 * @param wanted the disc that is to lie in it
 * @param source the URI by which the operator named that disc
 * @param generation counted up with every change of what is wanted
 * @param waiting the change that is under way
 * @param history the newest last
 */
public record DriveStatus(
        DriveSpec spec,
        CarrierView view,
        Optional<String> wanted,
        Optional<String> source,
        long generation,
        Optional<Waiting> waiting,
        List<HistoryEntry> history) {
    public DriveStatus {
        history = List.copyOf(history);
    }

    /** A change that is under way. */
    public record Waiting(Verb verb, Optional<String> disc, Policy policy, String by, Instant since, Instant until) {}

    public String name() {
        return spec.name();
    }

    /** The disc that lies in it, or is to when the machine appears. */
    public Optional<String> disc() {
        return view.online() ? view.disc() : wanted;
    }
}
