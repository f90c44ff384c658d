package io.spindle.iscsi.session;

import java.util.List;

/**
 * Where targets can be reached, as SendTargets tells (RFC 7143, 13.8).
 *
 * @param addresses each HOST:PORT, IPv6 addresses in brackets
 * @param portalGroupTag the group that all of them belong to
 */
public record Portals(List<String> addresses, int portalGroupTag) {
    public Portals {
        addresses = List.copyOf(addresses);
    }
}
