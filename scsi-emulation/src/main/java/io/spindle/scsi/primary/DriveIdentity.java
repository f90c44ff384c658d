package io.spindle.scsi.primary;

import java.util.regex.Pattern;

/**
 * What a drive calls itself (SPC-4, 6.4.2): printable ASCII, padded with spaces where shorter.
 *
 * @param vendor up to 8 characters
 * @param product up to 16 characters
 * @param revision up to 4 characters
 * @param serial up to 64 characters; tells this drive from all others of the same product
 */
public record DriveIdentity(String vendor, String product, String revision, String serial) {
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

    public DriveIdentity {
        requireAscii("vendor", vendor, 8);
        requireAscii("product", product, 16);
        requireAscii("revision", revision, 4);
        requireAscii("serial", serial, 64);
        if (serial.isBlank()) {
            throw new IllegalArgumentException("a drive without a serial number");
        }
    }

    private static void requireAscii(String what, String text, int lengthMaximum) {
        if (text.length() > lengthMaximum || !PRINTABLE.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + " \"" + text + "\" is not ASCII of up to " + lengthMaximum + " characters");
        }
    }

    /** A Spindle drive with that serial number. */
    public static DriveIdentity ofSerial(String serial) {
        return new DriveIdentity("SPINDLE", "OPTICAL DRIVE", "1", serial);
    }
}
