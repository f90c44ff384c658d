package io.spindle.iso.openpgp;

import io.spindle.iso.inspection.Labels;
import io.spindle.iso.openpgp.SignatureResult.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** A signature that is being checked: it is fed the signed bytes, then asked. For one thread at a time. */
public final class SignatureCheck {
    private static final int MAXIMUM_SIGNATURES = 16;
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);
    /** Kinds of critical statements that are understood (RFC 9580, 5.2.3.7): what is critical must be. */
    private static final Set<Integer> UNDERSTOOD = Set.of(2, 3, 4, 7, 16, 24, 25, 26, 27, 28, 32, 33, 35);

    private final PGPSignature signature;
    private final PublisherKey publisher;
    private final Instant now;
    private final SignatureResult decided;

    private SignatureCheck(PGPSignature signature, PublisherKey publisher, Instant now, SignatureResult decided) {
        this.signature = signature;
        this.publisher = publisher;
        this.now = now;
        this.decided = decided;
    }

    /**
     * The signatures of a detached signature, armored or not.
     *
     * @param trusted keys that count
     * @param now the time at which they are judged
     * @throws OpenPgpException when it is no signature
     */
    public static List<SignatureCheck> of(byte[] file, List<PublisherKey> trusted, Instant now)
            throws OpenPgpException {
        byte[] packets = Armor.remove(file, "SIGNATURE");
        PacketScan.check(packets, PacketScan.SIGNATURES);
        List<SignatureCheck> checks = new ArrayList<>();
        try {
            BcPGPObjectFactory in = new BcPGPObjectFactory(new ByteArrayInputStream(packets));
            for (Object next = in.nextObject(); next != null; next = in.nextObject()) {
                if (next instanceof PGPSignatureList signatures) {
                    signatures.forEach(it -> checks.add(of(it, trusted, now)));
                }
            }
        } catch (IOException | RuntimeException e) {
            throw OpenPgpException.broken(e);
        }
        if (checks.isEmpty() || checks.size() > MAXIMUM_SIGNATURES) {
            throw new OpenPgpException("holds " + checks.size() + " signatures");
        }
        return checks;
    }

    private static SignatureCheck of(PGPSignature signature, List<PublisherKey> trusted, Instant now) {
        for (PublisherKey publisher : trusted) {
            Optional<PGPPublicKey> key = publisher.issuerOf(signature);
            if (key.isPresent()) {
                return begin(signature, publisher, key.get(), now);
            }
        }
        return decided(Kind.UNKNOWN_KEY, "the key " + issuer(signature) + " is not trusted here");
    }

    private static String issuer(PGPSignature signature) {
        var fingerprint =
                signature.hasSubpackets() ? signature.getHashedSubPackets().getIssuerFingerprint() : null;
        return fingerprint == null
                ? String.format("%016X", signature.getKeyID())
                : HexFormat.of().withUpperCase().formatHex(fingerprint.getFingerprint());
    }

    private static SignatureCheck begin(PGPSignature signature, PublisherKey publisher, PGPPublicKey key, Instant now) {
        int type = signature.getSignatureType();
        if (type != PGPSignature.BINARY_DOCUMENT && type != PGPSignature.CANONICAL_TEXT_DOCUMENT) {
            return decided(Kind.REFUSED, "it is no signature over a document");
        }
        Optional<HashFunction> hash = HashFunction.of(signature.getHashAlgorithm());
        if (hash.isEmpty() || !hash.get().isStrong()) {
            String name = hash.map(HashFunction::title).orElse("of an old kind");
            return decided(Kind.REFUSED, "its hash function " + name + " no longer counts");
        }
        if (signature.getKeyAlgorithm() != key.getAlgorithm()) {
            return decided(Kind.BAD, "it is of another kind than the key");
        }
        try {
            signature.init(SignatureSchemes.STRONG, key);
        } catch (PGPException | RuntimeException e) {
            return decided(Kind.REFUSED, "it cannot be checked: " + Labels.harmless(String.valueOf(e.getMessage())));
        }
        Optional<String> fault = signatureFault(signature, key, now).or(() -> publisher.signingFault(key, now));
        return new SignatureCheck(
                signature,
                publisher,
                now,
                fault.map(it -> SignatureResult.of(Kind.REFUSED, it)).orElse(null));
    }

    private static SignatureCheck decided(Kind kind, String text) {
        return new SignatureCheck(null, null, Instant.EPOCH, SignatureResult.of(kind, text));
    }

    private static Optional<String> signatureFault(PGPSignature signature, PGPPublicKey key, Instant now) {
        Instant made = signature.getCreationTime().toInstant();
        if (made.isAfter(now.plus(CLOCK_SKEW))) {
            return Optional.of("it is of " + Dates.day(made) + ", which is still to come");
        }
        if (made.isBefore(key.getCreationTime().toInstant())) {
            return Optional.of("it is older than its key");
        }
        PGPSignatureSubpacketVector hashed = signature.getHashedSubPackets();
        if (hashed == null) {
            return Optional.empty();
        }
        for (int tag : hashed.getCriticalTags()) {
            if (!UNDERSTOOD.contains(tag)) {
                return Optional.of("it says something that must be understood and is not (" + tag + ")");
            }
        }
        long seconds = hashed.getSignatureExpirationTime();
        return seconds != 0 && !now.isBefore(made.plusSeconds(seconds))
                ? Optional.of("it ended on " + Dates.day(made.plusSeconds(seconds)))
                : Optional.empty();
    }

    /** False when its result is known without the signed bytes. */
    public boolean needsBytes() {
        return signature != null;
    }

    /** Takes the next of the signed bytes; where they are signed as a text, its lines may end in any way. */
    public void update(byte[] bytes, int offset, int length) {
        if (signature != null) {
            signature.update(bytes, offset, length);
        }
    }

    /** The result, once all bytes were taken. */
    public SignatureResult finish() {
        if (signature == null) {
            return decided;
        }
        boolean good = KeySelf.passes(signature, PGPSignature::verify);
        if (!good) {
            return SignatureResult.of(Kind.BAD, "it is not over these bytes, or was not made by " + publisher.userId());
        }
        if (decided != null) {
            return decided;
        }
        Signer signer = new Signer(
                publisher.fingerprint(),
                publisher.userId(),
                signature.getCreationTime().toInstant());
        return new SignatureResult(
                Kind.GOOD, "signed by " + signer.userId() + " on " + Dates.day(signer.signedAt()), Optional.of(signer));
    }
}
