package io.spindle.iscsi.target;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may use a target: an initiator that is on both lists, where an empty list means everybody.
 *
 * @param initiators names
 * @param networks addresses
 */
public record AccessList(Set<String> initiators, List<Network> networks) {
    /** Everybody. */
    public static final AccessList EVERYBODY = new AccessList(Set.of(), List.of());

    public AccessList {
        initiators = initiators.stream().map(IscsiName::normalize).collect(Collectors.toUnmodifiableSet());
        networks = List.copyOf(networks);
    }

    /** True when an initiator of that name may use the target from that address. */
    public boolean permits(String initiator, InetAddress address) {
        return (initiators.isEmpty() || initiators.contains(IscsiName.normalize(initiator)))
                && (networks.isEmpty() || networks.stream().anyMatch(it -> it.contains(address)));
    }
}
