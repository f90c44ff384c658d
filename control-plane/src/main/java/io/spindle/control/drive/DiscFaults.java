package io.spindle.control.drive;

import io.spindle.iso.bytes.ContentFault;
import io.spindle.iso.library.LibraryDisc;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was seen to be wrong with the content of the discs that there are. */
final class DiscFaults {
    private final Map<String, Of> byName = new ConcurrentHashMap<>();

    /** Of one generation of a disc. */
    private record Of(long generation, FaultsSeen seen) {}

    void add(LibraryDisc disc, ContentFault fault) {
        byName.merge(
                disc.name(),
                new Of(disc.generation(), new FaultsSeen(1, fault)),
                (before, first) -> before.generation() == first.generation()
                        ? new Of(
                                first.generation(), new FaultsSeen(before.seen().count() + 1, fault))
                        : first);
    }

    Optional<FaultsSeen> of(LibraryDisc disc) {
        return Optional.ofNullable(byName.get(disc.name()))
                .filter(it -> it.generation() == disc.generation())
                .map(Of::seen);
    }
}
