package io.spindle.iso.openpgp;

import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;

/** Whether a primary key lets a subkey sign, and the subkey says that it belongs to it (RFC 9580, 5.2.1.8 and .9). */
final class SubkeyBinding {
    private SubkeyBinding() {}

    /** Why the subkey must not sign; empty when it may. */
    static Optional<String> fault(PGPPublicKey primary, PGPPublicKey subkey, Instant now) {
        String name = "the subkey " + PublisherKey.fingerprint(subkey);
        PGPSignature revocation = KeySelf.newest(
                null,
                subkey.getSignaturesOfType(PGPSignature.SUBKEY_REVOCATION),
                sig -> isOf(sig, primary, subkey, SignatureSchemes.OF_ITSELF));
        if (revocation != null) {
            return Optional.of(name + " was revoked");
        }
        PGPSignature binding = KeySelf.newest(
                null,
                subkey.getSignaturesOfType(PGPSignature.SUBKEY_BINDING),
                sig -> isOf(sig, primary, subkey, SignatureSchemes.STRONG));
        if (binding == null) {
            return Optional.of(name + " is not bound to its key by a signature that counts");
        }
        if (binding.getHashedSubPackets() == null
                || binding.getHashedSubPackets().getKeyFlags() == 0
                || !KeySelf.maySign(binding)) {
            return Optional.of(name + " is not for signing");
        }
        if (!KeySelf.passes(binding, it -> isConfirmed(it, primary, subkey))) {
            return Optional.of(name + " does not say that it belongs to its key");
        }
        Optional<Instant> expires = KeySelf.expiry(subkey, binding);
        if (expires.isPresent() && !now.isBefore(expires.get())) {
            return Optional.of(name + " ended on " + Dates.day(expires.get()));
        }
        return KeySelf.weakness(subkey);
    }

    private static boolean isOf(
            PGPSignature signature, PGPPublicKey primary, PGPPublicKey subkey, SignatureSchemes schemes)
            throws PGPException {
        if (signature.getKeyID() != primary.getKeyID()) {
            return false;
        }
        signature.init(schemes, primary);
        return signature.verifyCertification(primary, subkey);
    }

    private static boolean isConfirmed(PGPSignature binding, PGPPublicKey primary, PGPPublicKey subkey)
            throws PGPException {
        return isConfirmedBy(binding.getHashedSubPackets().getEmbeddedSignatures(), primary, subkey)
                || isConfirmedBy(binding.getUnhashedSubPackets().getEmbeddedSignatures(), primary, subkey);
    }

    private static boolean isConfirmedBy(PGPSignatureList embedded, PGPPublicKey primary, PGPPublicKey subkey) {
        for (PGPSignature signature : embedded) {
            boolean confirms = signature.getSignatureType() == PGPSignature.PRIMARYKEY_BINDING
                    && KeySelf.passes(signature, it -> {
                        it.init(SignatureSchemes.STRONG, subkey);
                        return it.verifyCertification(primary, subkey);
                    });
            if (confirms) {
                return true;
            }
        }
        return false;
    }
}
