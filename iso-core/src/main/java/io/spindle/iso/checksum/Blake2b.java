package io.spindle.iso.checksum;

import java.security.MessageDigest;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** BLAKE2b (RFC 7693), which Java has not. */
final class Blake2b extends MessageDigest {
    private final Blake2bDigest digest;

    Blake2b(int bits) {
        super("BLAKE2b-" + bits);
        this.digest = new Blake2bDigest(bits);
    }

    @Override
    protected int engineGetDigestLength() {
        return digest.getDigestSize();
    }

    @Override
    protected void engineUpdate(byte input) {
        digest.update(input);
    }

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
        digest.update(input, offset, length);
    }

    @Override
    protected byte[] engineDigest() {
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return result;
    }

    @Override
    protected void engineReset() {
        digest.reset();
    }
}
