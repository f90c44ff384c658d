package io.spindle.scsi.drive;

import io.spindle.scsi.Nexus;
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
        knownPorts.forEach(port -> lost.put(port.initiatorPort(), new Lost(port, nowNanos)));
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

    NexusState add(String initiatorPort) {
        NexusState state = new NexusState(new Nexus(initiatorPort));
        attached.put(state.nexus(), state);
        return state;
    }

    /** What is remembered of a port, which is then not away any more. */
    Optional<Lost> found(String initiatorPort) {
        return Optional.ofNullable(lost.remove(initiatorPort));
    }

    /** The nexus is gone; its port is remembered if it may come back. */
    void remove(NexusState state, boolean mayComeBack, long nowNanos) {
        attached.remove(state.nexus());
        if (mayComeBack) {
            KnownPort port = state.known();
            lost.put(port.initiatorPort(), new Lost(port, nowNanos));
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
