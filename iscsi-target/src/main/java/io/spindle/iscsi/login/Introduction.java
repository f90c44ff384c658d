package io.spindle.iscsi.login;

import io.spindle.iscsi.pdu.LoginStatus;
import io.spindle.iscsi.target.ChapCredentials;
import io.spindle.iscsi.target.IscsiName;
import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.Redirection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an initiator says first: who it is and what it wants (RFC 7143, 6.3.1).
 *
 * @param initiatorName its name, in the form for comparison
 * @param target what it wants to log in to; empty for discovery
 * @param chap what it has to prove
 */
record Introduction(String initiatorName, Optional<IscsiTarget> target, Optional<ChapCredentials> chap) {
    /** The keys that make it up. */
    static final Set<String> KEYS = Set.of("InitiatorName", "TargetName", "SessionType");

    static Introduction of(List<KeyValue> pairs, LoginEnvironment environment) throws LoginFailure {
        Map<String, String> keys = new HashMap<>();
        pairs.forEach(pair -> keys.put(pair.key(), pair.value()));
        String initiator = keys.get("InitiatorName");
        if (initiator == null) {
            throw new LoginFailure(LoginStatus.MISSING_PARAMETER, "does not say its name");
        }
        if (!IscsiName.isPrintable(initiator)) {
            throw new LoginFailure(LoginStatus.INITIATOR_ERROR, "has a name that cannot be one");
        }
        String name = IscsiName.normalize(initiator);
        return switch (keys.getOrDefault("SessionType", "Normal")) {
            case "Discovery" -> new Introduction(name, Optional.empty(), environment.discoveryChap());
            case "Normal" -> normal(name, keys.get("TargetName"), environment);
            default ->
                throw new LoginFailure(LoginStatus.SESSION_TYPE_NOT_SUPPORTED, "wants a session of no known type");
        };
    }

    private static Introduction normal(String initiator, String targetName, LoginEnvironment environment)
            throws LoginFailure {
        if (targetName == null) {
            throw new LoginFailure(LoginStatus.MISSING_PARAMETER, "does not say which target it wants");
        }
        IscsiTarget target = environment
                .targets()
                .find(targetName)
                .orElseThrow(() -> new LoginFailure(LoginStatus.NOT_FOUND, "wants a target that there is not"));
        if (!target.access().permits(initiator, environment.initiatorAddress())) {
            throw new LoginFailure(
                    LoginStatus.AUTHORIZATION_FAILURE, initiator + " may not use " + target.name() + " from there");
        }
        if (target.redirection().isPresent()) {
            throw moved(target.redirection().get());
        }
        return new Introduction(initiator, Optional.of(target), target.chap());
    }

    private static LoginFailure moved(Redirection to) {
        LoginStatus status =
                to.permanent() ? LoginStatus.TARGET_MOVED_PERMANENTLY : LoginStatus.TARGET_MOVED_TEMPORARILY;
        return new LoginFailure(
                status, "is sent on to " + to.address(), List.of(new KeyValue("TargetAddress", to.address())));
    }

    boolean isDiscovery() {
        return target.isEmpty();
    }
}
