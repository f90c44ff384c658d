package io.spindle.iscsi.target;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of initiators and targets (RFC 7143, 4.2.7). */
public final class IscsiName {
    private static final int MAXIMUM_BYTES = 223;
    private static final Pattern FORM = Pattern.compile("(iqn\\.[0-9]{4}-[0-9]{2}\\.|eui\\.|naa\\.)[a-z0-9.:\\-]+");

    private IscsiName() {}

    /** The form in which two names are compared. */
    public static String normalize(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** True for what an initiator may call itself, though some of it is against the rules. */
    public static boolean isPrintable(String name) {
        return name.length() <= MAXIMUM_BYTES && name.matches("[\\x21-\\x7E]+");
    }

    /** True for {@code iqn.YYYY-MM.}, {@code eui.} and {@code naa.} names. */
    public static boolean isValid(String name) {
        return name.length() <= MAXIMUM_BYTES && FORM.matcher(normalize(name)).matches();
    }
}
