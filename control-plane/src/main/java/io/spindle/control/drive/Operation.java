package io.spindle.control.drive;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an operator asks of a drive.
 *
 * @param disc the disc for {@link Verb#INSERT} and {@link Verb#SWAP}
 * @param timeout how long a guest is waited for
 * @param generation of the drive as the operator saw it; another one is a conflict
 * @param source the URI by which the operator named the disc, to be told back to him
 */
public record Operation(
        Verb verb,
        Optional<String> disc,
        Policy policy,
        Duration timeout,
        OptionalLong generation,
        Optional<String> source,
        Operator by) {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);
    public static final Duration MAXIMUM_TIMEOUT = Duration.ofMinutes(10);

    public Operation {
        if (timeout.compareTo(MAXIMUM_TIMEOUT) > 0) {
            timeout = MAXIMUM_TIMEOUT;
        }
    }

    /** The same with a disc that came from somewhere. */
    public Operation naming(String name, String from) {
        return new Operation(verb, Optional.of(name), policy, timeout, generation, Optional.of(from), by);
    }

    /** Asks with the usual timeout, whatever the generation. */
    public static Operation of(Verb verb, Optional<String> disc, Policy policy, Operator by) {
        return new Operation(verb, disc, policy, DEFAULT_TIMEOUT, OptionalLong.empty(), Optional.empty(), by);
    }
}
