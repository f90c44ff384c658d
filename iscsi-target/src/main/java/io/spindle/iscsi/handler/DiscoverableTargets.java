package io.spindle.iscsi.handler;

import io.spindle.iscsi.login.LoggedIn;
import io.spindle.iscsi.session.Portals;
import io.spindle.iscsi.session.SendTargets;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.TargetCatalog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * What an initiator may learn of targets.
 *
 * @param targets all of them
 * @param initiatorAddress where the initiator is
 * @param portals where targets can be reached
 */
record DiscoverableTargets(TargetCatalog targets, InetAddress initiatorAddress, Portals portals) {
    /** All listeners are one portal group. */
    static final int PORTAL_GROUP_TAG = 1;

    /** With the addresses that are set, or else the one that the initiator used. */
    static DiscoverableTargets of(ConnectionContext shared, InetSocketAddress initiator, InetSocketAddress local) {
        List<String> addresses = shared.portals().isEmpty() ? List.of(text(local)) : shared.portals();
        return new DiscoverableTargets(
                shared.targets(), initiator.getAddress(), new Portals(addresses, PORTAL_GROUP_TAG));
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        int zone = host.indexOf('%');
        String bare = zone < 0 ? host : host.substring(0, zone);
        return (bare.indexOf(':') < 0 ? bare : "[" + bare + "]") + ":" + address.getPort();
    }

    /** What a session may learn: of a discovery session every target that it may use, else its own. */
    SendTargets of(LoggedIn login) {
        List<IscsiTarget> visible = login.target()
                .map(List::of)
                .orElseGet(() -> targets.list().stream()
                        .filter(it -> it.access().permits(login.initiatorName(), initiatorAddress))
                        .toList());
        return new SendTargets(visible, portals);
    }
}
