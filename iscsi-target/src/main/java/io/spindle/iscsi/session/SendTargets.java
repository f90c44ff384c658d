package io.spindle.iscsi.session;

import io.spindle.iscsi.login.KeyValue;
import io.spindle.iscsi.target.IscsiName;
import io.spindle.iscsi.target.IscsiTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers SendTargets (RFC 7143, appendix C).
 *
 * @param visible the targets that this session may learn of
 * @param portals where they are
 */
public record SendTargets(List<IscsiTarget> visible, Portals portals) {
    /** The targets that are asked for, with their addresses; empty when the value is neither All, nothing, nor a name. */
    Optional<List<KeyValue>> answer(String value) {
        if (value.equals("All") || value.isEmpty()) {
            return Optional.of(describe(visible));
        }
        String name = IscsiName.normalize(value);
        return IscsiName.isValid(value)
                ? Optional.of(describe(visible.stream()
                        .filter(target -> target.name().equals(name))
                        .toList()))
                : Optional.empty();
    }

    private List<KeyValue> describe(List<IscsiTarget> targets) {
        List<KeyValue> pairs = new ArrayList<>();
        for (IscsiTarget target : targets) {
            pairs.add(new KeyValue("TargetName", target.name()));
            List<String> addresses =
                    target.redirection().map(to -> List.of(to.address())).orElse(portals.addresses());
            addresses.forEach(
                    address -> pairs.add(new KeyValue("TargetAddress", address + "," + portals.portalGroupTag())));
        }
        return pairs;
    }
}
