package io.spindle.iso.openpgp;

import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;

/**
 * What a primary key says of itself by signatures of its own (RFC 9580, 5.2.3.10): the newest on a name counts, and the
 * newest on the key alone.
 *
 * @param valid false when it says nothing
 * @param revoked whether it was revoked, for whatever reason
 * @param weak why its strength is not enough
 * @param expires when it ends
 * @param maySign whether it may be used for signatures over data
 */
record KeySelf(boolean valid, boolean revoked, Optional<String> weak, Optional<Instant> expires, boolean maySign) {
    private static final int SIGN_DATA = 0x02;
    private static final int MINIMUM_BITS = 2048;

    static KeySelf of(PGPPublicKey key) {
        PGPSignature newest = null;
        Iterator<byte[]> ids = key.getRawUserIDs();
        while (ids.hasNext()) {
            byte[] id = ids.next();
            newest = newest(
                    newest,
                    key.getSignaturesForID(id),
                    sig -> isOwn(sig, key) && sig.isCertification() && sig.verifyCertification(id, key));
        }
        // Many only name somebody who may revoke the key, and say nothing of it.
        PGPSignature direct = newest(
                null,
                key.getSignaturesOfType(PGPSignature.DIRECT_KEY),
                sig -> isOwn(sig, key) && tells(sig) && sig.verifyCertification(key));
        PGPSignature revocation = newest(
                null,
                key.getSignaturesOfType(PGPSignature.KEY_REVOCATION),
                sig -> isOwn(sig, key) && sig.verifyCertification(key));
        List<PGPSignature> says =
                Stream.of(newest, direct).filter(Objects::nonNull).toList();
        return new KeySelf(
                !says.isEmpty(),
                revocation != null,
                weakness(key),
                says.stream().flatMap(it -> expiry(key, it).stream()).min(Comparator.naturalOrder()),
                says.stream().allMatch(KeySelf::maySign));
    }

    private static boolean tells(PGPSignature signature) {
        PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
        return hashed != null && (hashed.getKeyExpirationTime() != 0 || hashed.getKeyFlags() != 0);
    }

    /** A test of a signature, which may find that it cannot be tested. */
    interface Test {
        boolean holds(PGPSignature signature) throws PGPException;
    }

    private static boolean isOwn(PGPSignature signature, PGPPublicKey key) throws PGPException {
        if (signature.getKeyID() != key.getKeyID()) {
            return false;
        }
        signature.init(SignatureSchemes.OF_ITSELF, key);
        return true;
    }

    /** The one that passes and was made last; those that cannot be read do not count. */
    static PGPSignature newest(PGPSignature first, Iterator<PGPSignature> others, Test test) {
        PGPSignature newest = first;
        while (others != null && others.hasNext()) {
            PGPSignature next = others.next();
            boolean later = newest == null || next.getCreationTime().after(newest.getCreationTime());
            if (later && passes(next, test)) {
                newest = next;
            }
        }
        return newest;
    }

    static boolean passes(PGPSignature signature, Test test) {
        try {
            return test.holds(signature);
        } catch (PGPException | RuntimeException e) {
            return false;
        }
    }

    static Optional<Instant> expiry(PGPPublicKey key, PGPSignature says) {
        PGPSignatureSubpacketVector hashed = says.getHashedSubPackets();
        long seconds = hashed == null ? 0 : hashed.getKeyExpirationTime();
        return seconds == 0
                ? Optional.empty()
                : Optional.of(key.getCreationTime().toInstant().plusSeconds(seconds));
    }

    /** A key that does not say what it is for may sign, as those of old do not. */
    static boolean maySign(PGPSignature says) {
        PGPSignatureSubpacketVector hashed = says.getHashedSubPackets();
        int flags = hashed == null ? 0 : hashed.getKeyFlags();
        return flags == 0 || (flags & SIGN_DATA) != 0;
    }

    static Optional<String> weakness(PGPPublicKey key) {
        int algorithm = key.getAlgorithm();
        boolean modular = algorithm == PublicKeyAlgorithmTags.RSA_GENERAL
                || algorithm == SignatureSchemes.RSA_SIGN_ONLY
                || algorithm == PublicKeyAlgorithmTags.DSA;
        return modular && key.getBitStrength() < MINIMUM_BITS
                ? Optional.of("the key has " + key.getBitStrength() + " bits only, " + MINIMUM_BITS + " are the least")
                : Optional.empty();
    }

    Optional<String> fault(Instant now) {
        if (revoked) {
            return Optional.of("the key was revoked");
        }
        if (!valid) {
            return Optional.of("the key has no signature of its own that counts");
        }
        if (expires.isPresent() && !now.isBefore(expires.get())) {
            return Optional.of("the key ended on " + Dates.day(expires.get()));
        }
        return weak;
    }
}
