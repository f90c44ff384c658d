package io.spindle.iscsi.login;

import io.spindle.iscsi.target.ChapCredentials;
import io.spindle.iscsi.target.TargetCatalog;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What a login depends on.
 *
 * @param targets what can be logged in to
 * @param discoveryChap how an initiator proves itself for a discovery session
 * @param initiatorAddress where the initiator is
 * @param targetPortalGroupTag the portal group of the listener
 * @param maximumReceiveBytes the longest data segment that is taken
 * @param isSession tells whether a target session identifying handle is in use
 * @param random where challenges come from
 */
public record LoginEnvironment(
        TargetCatalog targets,
        Optional<ChapCredentials> discoveryChap,
        InetAddress initiatorAddress,
        int targetPortalGroupTag,
        int maximumReceiveBytes,
        IntPredicate isSession,
        RandomBytes random) {

    /** Gives bytes that nobody can guess. */
    public interface RandomBytes {
        byte[] next(int lengthBytes);
    }
}
