package io.spindle.iso.openpgp;

import io.spindle.iso.inspection.Labels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** The key of a publisher: a primary key with its subkeys, and what it says of itself. */
public final class PublisherKey {
    private static final int MAXIMUM_KEYS = 1000;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final PGPPublicKeyRing ring;
    private final KeySelf self;

    private PublisherKey(PGPPublicKeyRing ring) {
        this.ring = ring;
        this.self = KeySelf.of(ring.getPublicKey());
    }

    /**
     * The keys of a file, armored or not.
     *
     * @throws OpenPgpException when it holds none, or is broken
     */
    public static List<PublisherKey> read(byte[] file) throws OpenPgpException {
        byte[] packets = Armor.remove(file, "PUBLIC KEY BLOCK");
        PacketScan.check(packets, PacketScan.KEYS);
        List<PublisherKey> keys = new ArrayList<>();
        try {
            BcPGPObjectFactory in = new BcPGPObjectFactory(new ByteArrayInputStream(packets));
            for (Object next = in.nextObject(); next != null; next = in.nextObject()) {
                if (keys.size() == MAXIMUM_KEYS) {
                    throw new OpenPgpException(
                            "holds more than " + MAXIMUM_KEYS + " keys: export those that are meant");
                }
                if (next instanceof PGPPublicKeyRing ring) {
                    keys.add(new PublisherKey(ring));
                }
            }
        } catch (OpenPgpException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw OpenPgpException.broken(e);
        }
        if (keys.isEmpty()) {
            throw new OpenPgpException("holds no public key");
        }
        return keys;
    }

    /** The packets of the key, to keep it. */
    public byte[] encoded() throws IOException {
        return ring.getEncoded();
    }

    /** Of the primary key: 40 hexadecimal digits in upper case. */
    public String fingerprint() {
        return fingerprint(ring.getPublicKey());
    }

    static String fingerprint(PGPPublicKey key) {
        return HEX.formatHex(key.getFingerprint());
    }

    /** Who it says it belongs to, fit to be shown; what it says proves nothing. */
    public String userId() {
        var ids = ring.getPublicKey().getRawUserIDs();
        return ids.hasNext()
                ? Labels.harmless(new String(ids.next(), java.nio.charset.StandardCharsets.UTF_8))
                : "(no name)";
    }

    /** When it was made. */
    public Instant created() {
        return ring.getPublicKey().getCreationTime().toInstant();
    }

    /** When it ends, if it does. */
    public Optional<Instant> expires() {
        return self.expires();
    }

    /** Whether its owner revoked it. */
    public boolean isRevoked() {
        return self.revoked();
    }

    /** Why nothing that it signed counts at that time; empty when it does. */
    public Optional<String> fault(Instant now) {
        return self.fault(now);
    }

    /** The primary key or subkey that the signature says it was made with. */
    Optional<PGPPublicKey> issuerOf(PGPSignature signature) {
        var fingerprint =
                signature.hasSubpackets() ? signature.getHashedSubPackets().getIssuerFingerprint() : null;
        return Optional.ofNullable(
                fingerprint == null
                        ? ring.getPublicKey(signature.getKeyID())
                        : ring.getPublicKey(fingerprint.getFingerprint()));
    }

    /** Why that key of it must not sign at that time; empty when it may. */
    Optional<String> signingFault(PGPPublicKey key, Instant now) {
        Optional<String> fault = self.fault(now);
        if (fault.isPresent()) {
            return fault;
        }
        if (key.isMasterKey()) {
            return self.maySign() ? Optional.empty() : Optional.of("the key may certify, but not sign");
        }
        return SubkeyBinding.fault(ring.getPublicKey(), key, now);
    }
}
