package io.spindle.control.http;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** Hashes of passwords by bcrypt, in the form of {@code htpasswd -B}. */
public final class PasswordHash {
    private static final int COST = 10;
    private static final int SALT_BYTES = 16;

    private PasswordHash() {}

    /** A hash of a password with a new salt. */
    public static String of(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return OpenBSDBCrypt.generate("2y", password, salt, COST);
    }

    /** True for one that bcrypt looks at as a whole. */
    public static boolean isPossible(char[] password) {
        int lengthBytes =
                StandardCharsets.UTF_8.encode(CharBuffer.wrap(password)).remaining();
        return lengthBytes > 0 && lengthBytes <= 72;
    }

    static boolean isOne(String text) {
        return text.matches("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");
    }

    static boolean fits(String hash, char[] password) {
        return isPossible(password) && OpenBSDBCrypt.checkPassword(hash, password);
    }
}
