package io.spindle.iscsi.target;

import java.util.Optional;

/**
 * Who has to know which secret.
 *
 * @param initiator what an initiator says and proves
 * @param target what the target says and proves to an initiator that asks
 */
public record ChapCredentials(Identity initiator, Optional<Identity> target) {
    /**
     * A name and the secret that proves it.
     *
     * @param name CHAP_N
     * @param secret known to both sides
     */
    public record Identity(String name, Secret secret) {}

    public ChapCredentials {
        if (target.isPresent() && target.get().secret().equals(initiator.secret())) {
            throw new IllegalArgumentException("CHAP needs a secret of its own for each direction");
        }
    }
}
