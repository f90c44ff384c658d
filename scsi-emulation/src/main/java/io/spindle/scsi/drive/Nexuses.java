package io.spindle.scsi.drive;

import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.Nexus;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who is connected, and who was. */
final class Nexuses {
    /** Names that are remembered after their connection was lost; whoever makes up more makes the oldest forgotten. */
    private static final int LOST_MAXIMUM = 256;
    /** How long one that comes back with another name is waited for. */
    private static final Duration OTHER_NAME = Duration.ofMinutes(10);

    private final Map<Nexus, NexusState> attached = new LinkedHashMap<>();
    private final Map<String, Lost> lost = new LinkedHashMap<>();

    /**
     * A port that is away.
     *
     * @param port what is remembered of it
     * @param sinceNanos when it went
     */
    record Lost(KnownPort port, long sinceNanos) {}

    Nexuses(List<KnownPort> knownPorts, long nowNanos) {
        knownPorts.forEach(it -> lost.put(it.port().name(), new Lost(it, nowNanos)));
    }

    Collection<NexusState> attached() {
        return attached.values();
    }

    Optional<NexusState> of(Nexus nexus) {
        return Optional.ofNullable(attached.get(nexus));
    }

    /** The nexus of that port, when it is connected. */
    Optional<NexusState> ofPort(String initiatorPort) {
        return attached.values().stream()
                .filter(it -> it.nexus().initiatorPort().equals(initiatorPort))
                .findFirst();
    }

    NexusState add(InitiatorPort port) {
        NexusState state = new NexusState(port);
        attached.put(state.nexus(), state);
        return state;
    }

    /** What is remembered of a port, which is then not away any more. */
    Optional<Lost> found(InitiatorPort port, long nowNanos) {
        Optional<Lost> same = Optional.ofNullable(lost.remove(port.name()));
        return same.isPresent() || !port.changesName() ? same : oneOf(candidates(port, nowNanos));
    }

    private List<Lost> candidates(InitiatorPort port, long nowNanos) {
        return lost.values().stream()
                .filter(it -> it.port.port().changesName())
                .filter(it -> it.port.port().lasting().equals(port.lasting()))
                .filter(it -> nowNanos - it.sinceNanos <= OTHER_NAME.toNanos())
                .toList();
    }

    /** Which of them has come back cannot be told: it knows only what all of them know, and holds what any of them did. */
    private Optional<Lost> oneOf(List<Lost> candidates) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Lost first = candidates.get(0);
        lost.remove(first.port.port().name());
        boolean alike = candidates.stream()
                .allMatch(it -> it.port.settled() && it.port.discIdentity().equals(first.port.discIdentity()));
        boolean preventing = candidates.stream().anyMatch(it -> it.port.preventing());
        KnownPort known = new KnownPort(first.port.port(), first.port.discIdentity(), alike, preventing);
        return Optional.of(new Lost(known, first.sinceNanos));
    }

    /** The nexus is gone; its port is remembered if it may come back. */
    void remove(NexusState state, boolean mayComeBack, long nowNanos) {
        attached.remove(state.nexus());
        if (mayComeBack) {
            KnownPort port = state.known();
            lost.put(port.port().name(), new Lost(port, nowNanos));
            if (lost.size() > LOST_MAXIMUM) {
                lost.remove(lost.keySet().iterator().next());
            }
        }
    }

    /** All ports that are remembered when the drive stops. */
    List<KnownPort> known() {
        return Stream.concat(
                        attached.values().stream().map(NexusState::known),
                        lost.values().stream().map(Lost::port))
                .toList();
    }

    List<String> preventingPorts() {
        return attached.values().stream()
                .filter(NexusState::preventing)
                .map(it -> it.nexus().initiatorPort())
                .toList();
    }
}
