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

    /** What the initiator may learn that is there and came by that address of ours. */
    static DiscoverableTargets of(ConnectionContext shared, InetSocketAddress initiator, InetSocketAddress local) {
        return new DiscoverableTargets(
                shared.targets(),
                initiator.getAddress(),
                new Portals(shared.portals().apply(local), PORTAL_GROUP_TAG));
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
