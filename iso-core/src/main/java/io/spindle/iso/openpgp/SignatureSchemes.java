package io.spindle.iso.openpgp;

import java.io.OutputStream;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.DSASigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.Ed448Signer;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPContentVerifier;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilder;
import org.bouncycastle.openpgp.operator.PGPContentVerifierBuilderProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyConverter;

/** The library's signature schemes over hash functions of Java. */
enum SignatureSchemes implements PGPContentVerifierBuilderProvider {
    /** For what a publisher signs, and for keys that he lets sign: no hash function that was broken. */
    STRONG {
        @Override
        boolean allows(HashFunction hash) {
            return hash.isStrong();
        }
    },
    /** For what a key says of itself: old keys say it over SHA-1, and who trusts the key chose it by its fingerprint. */
    OF_ITSELF {
        @Override
        boolean allows(HashFunction hash) {
            return true;
        }
    };

    /** Which RFC 9580 advises against, but keys of old are of. */
    static final int RSA_SIGN_ONLY = 3;

    private static final byte[] NO_CONTEXT = new byte[0];

    abstract boolean allows(HashFunction hash);

    @Override
    public PGPContentVerifierBuilder get(int keyAlgorithm, int hashAlgorithm) throws PGPException {
        HashFunction hash = HashFunction.of(hashAlgorithm)
                .filter(this::allows)
                .orElseThrow(() -> new PGPException("hash function " + hashAlgorithm + " is not accepted"));
        return key -> verifier(keyAlgorithm, hashAlgorithm, hash, key);
    }

    private static PGPContentVerifier verifier(int keyAlgorithm, int hashAlgorithm, HashFunction hash, PGPPublicKey key)
            throws PGPException {
        AsymmetricKeyParameter parameter = new BcPGPKeyConverter().getPublicKey(key);
        Signer signer = signer(keyAlgorithm, hash.newDigest());
        signer.init(false, parameter);
        return new Verifier(keyAlgorithm, hashAlgorithm, key.getKeyID(), signer);
    }

    private static Signer signer(int keyAlgorithm, Digest digest) throws PGPException {
        return switch (keyAlgorithm) {
            case PublicKeyAlgorithmTags.RSA_GENERAL, RSA_SIGN_ONLY -> new RSADigestSigner(digest);
            case PublicKeyAlgorithmTags.DSA -> new DSADigestSigner(new DSASigner(), digest);
            case PublicKeyAlgorithmTags.ECDSA -> new DSADigestSigner(new ECDSASigner(), digest);
            case PublicKeyAlgorithmTags.EDDSA_LEGACY, PublicKeyAlgorithmTags.Ed25519 ->
                new OverDigest(new Ed25519Signer(), digest);
            case PublicKeyAlgorithmTags.Ed448 -> new OverDigest(new Ed448Signer(NO_CONTEXT), digest);
            default -> throw new PGPException("signatures of algorithm " + keyAlgorithm + " are not supported");
        };
    }

    private record Verifier(int getKeyAlgorithm, int getHashAlgorithm, long getKeyID, Signer signer)
            implements PGPContentVerifier {
        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int b) {
                    signer.update((byte) b);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    signer.update(bytes, offset, length);
                }
            };
        }

        @Override
        public boolean verify(byte[] signature) {
            return signer.verifySignature(signature);
        }
    }

    /** EdDSA in OpenPGP signs a hash as if it were the message (RFC 9580, 5.2.3.3). */
    private record OverDigest(Signer signer, Digest digest) implements Signer {
        @Override
        public void init(boolean forSigning, org.bouncycastle.crypto.CipherParameters parameters) {
            signer.init(forSigning, parameters);
        }

        @Override
        public void update(byte b) {
            digest.update(b);
        }

        @Override
        public void update(byte[] bytes, int offset, int length) {
            digest.update(bytes, offset, length);
        }

        @Override
        public boolean verifySignature(byte[] signature) {
            byte[] hash = new byte[digest.getDigestSize()];
            digest.doFinal(hash, 0);
            signer.update(hash, 0, hash.length);
            return signer.verifySignature(signature);
        }

        @Override
        public byte[] generateSignature() {
            throw new UnsupportedOperationException("only verifies");
        }

        @Override
        public void reset() {
            digest.reset();
            signer.reset();
        }
    }
}
