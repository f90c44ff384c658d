package io.spindle.iscsi.login;

import io.spindle.iscsi.target.ChapCredentials;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The security stage: which method, and the steps of CHAP (RFC 7143, 12.1.3). */
final class SecurityNegotiation {
    /** The keys that belong to this stage. */
    static final Set<String> KEYS = Set.of("AuthMethod", "CHAP_A", "CHAP_I", "CHAP_C", "CHAP_N", "CHAP_R");

    private final Optional<ChapCredentials> credentials;
    private final LoginEnvironment.RandomBytes random;
    private Step step;
    private Chap ours;

    private enum Step {
        METHOD,
        ALGORITHM,
        RESPONSE,
        DONE
    }

    /** What comes of what an initiator said. */
    sealed interface Result {
        /** Goes on, with these answers. */
        record Said(List<KeyValue> answers) implements Result {}

        /** The login fails. */
        record Refused(String reason) implements Result {}
    }

    SecurityNegotiation(Optional<ChapCredentials> credentials, LoginEnvironment.RandomBytes random) {
        this.credentials = credentials;
        this.random = random;
        this.step = Step.METHOD;
    }

    /** True when the initiator has proven what it has to. */
    boolean isSatisfied() {
        return step == Step.DONE || (credentials.isEmpty() && step == Step.METHOD);
    }

    /** True when a method was chosen. */
    boolean hasBegun() {
        return step != Step.METHOD;
    }

    /** Takes the keys of one request that belong to this stage. */
    Result answer(Map<String, String> keys) {
        if (keys.isEmpty()) {
            return new Result.Said(List.of());
        }
        return switch (step) {
            case METHOD -> method(keys);
            case ALGORITHM -> algorithm(keys);
            case RESPONSE -> response(keys);
            case DONE -> new Result.Refused("keys of the security stage after its end");
        };
    }

    private Result method(Map<String, String> keys) {
        String offered = keys.get("AuthMethod");
        if (offered == null) {
            return new Result.Refused("CHAP begins with AuthMethod");
        }
        String wanted = credentials.isPresent() ? "CHAP" : "None";
        if (!List.of(offered.split(",")).contains(wanted)) {
            return new Result.Refused("offers the methods " + offered + ", but " + wanted + " is needed");
        }
        step = credentials.isPresent() ? Step.ALGORITHM : Step.DONE;
        return new Result.Said(List.of(new KeyValue("AuthMethod", wanted)));
    }

    private Result algorithm(Map<String, String> keys) {
        Optional<ChapAlgorithm> chosen = ChapAlgorithm.firstOf(keys.getOrDefault("CHAP_A", ""));
        if (chosen.isEmpty()) {
            return new Result.Refused("offers no CHAP algorithm that is known here");
        }
        int identifier = random.next(1)[0] & 0xFF;
        ours = new Chap(chosen.get(), identifier, random.next(chosen.get().hashBytes()));
        step = Step.RESPONSE;
        return new Result.Said(List.of(
                new KeyValue("CHAP_A", Integer.toString(chosen.get().wire())),
                new KeyValue("CHAP_I", Integer.toString(identifier)),
                new KeyValue("CHAP_C", BinaryValue.format(ours.challenge()))));
    }

    private Result response(Map<String, String> keys) {
        Optional<byte[]> proof = BinaryValue.parse(keys.getOrDefault("CHAP_R", ""));
        ChapCredentials.Identity initiator = credentials.orElseThrow().initiator();
        boolean named = isName(keys.getOrDefault("CHAP_N", ""), initiator.name());
        boolean proven = ours.isProvenBy(proof.orElse(new byte[0]), initiator.secret());
        if (!named || !proven) {
            return new Result.Refused("CHAP name or secret is wrong");
        }
        return keys.containsKey("CHAP_I") || keys.containsKey("CHAP_C") ? prove(keys) : done(List.of());
    }

    private static boolean isName(String said, String name) {
        return MessageDigest.isEqual(bytes(said), bytes(name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The other direction: the initiator asks for a proof. */
    private Result prove(Map<String, String> keys) {
        Optional<Integer> identifier = BinaryValue.parseByte(keys.getOrDefault("CHAP_I", ""));
        Optional<byte[]> challenge = BinaryValue.parse(keys.getOrDefault("CHAP_C", ""));
        if (identifier.isEmpty() || challenge.isEmpty()) {
            return new Result.Refused("CHAP_I and CHAP_C of the other direction are no number and no bytes");
        }
        if (ours.hasChallenge(challenge.get())) {
            return new Result.Refused("CHAP: the initiator sent the target's own challenge back");
        }
        Optional<ChapCredentials.Identity> target = credentials.orElseThrow().target();
        if (target.isEmpty()) {
            return new Result.Refused("CHAP: the initiator wants a proof, but the target has no secret of its own");
        }
        Chap theirs = new Chap(ours.algorithm(), identifier.get(), challenge.get());
        return done(List.of(
                new KeyValue("CHAP_N", target.get().name()),
                new KeyValue(
                        "CHAP_R",
                        BinaryValue.format(theirs.response(target.get().secret())))));
    }

    private Result done(List<KeyValue> answers) {
        step = Step.DONE;
        return new Result.Said(answers);
    }
}
