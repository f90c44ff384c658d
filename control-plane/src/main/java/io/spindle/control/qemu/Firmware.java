package io.spindle.control.qemu;

import io.spindle.control.drive.Machine.BootMode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells by the last bytes below 4 GiB, where a PC begins, which firmware it has: the name of its file says nothing. */
final class Firmware {
    /** The command of QEMU's human monitor that shows those bytes. */
    static final String COMMAND_LINE = "xp /48xb 0xffffffd0";

    private static final Pattern BYTE = Pattern.compile("(?<=\\s)0x([0-9a-f]{2})\\b");
    private static final int LENGTH_BYTES = 48;
    private static final int DATE = 37;
    /** 96b582de-1fb2-45f7-baea-a366c55a082d: the end of a table that OVMF has there since 2020. */
    private static final byte[] OVMF_TABLE = {
        (byte) 0xDE,
        (byte) 0x82,
        (byte) 0xB5,
        (byte) 0x96,
        (byte) 0xB2,
        0x1F,
        (byte) 0xF7,
        0x45,
        (byte) 0xBA,
        (byte) 0xEA,
        (byte) 0xA3,
        0x66,
        (byte) 0xC5,
        0x5A,
        0x08,
        0x2D
    };

    private Firmware() {}

    /** Reads the answer; empty when it is neither OVMF nor a BIOS, which has its date there. */
    static Optional<BootMode> of(String answer) {
        byte[] bytes = bytes(answer);
        if (bytes.length != LENGTH_BYTES) {
            return Optional.empty();
        }
        if (Arrays.equals(bytes, 0, OVMF_TABLE.length, OVMF_TABLE, 0, OVMF_TABLE.length)) {
            return Optional.of(BootMode.UEFI);
        }
        StringBuilder date = new StringBuilder();
        for (int at = DATE; at < DATE + 8; at++) {
            date.append((char) (bytes[at] & 0xFF));
        }
        return date.toString().matches("[0-9]{2}/[0-9]{2}/[0-9]{2}") ? Optional.of(BootMode.LEGACY) : Optional.empty();
    }

    private static byte[] bytes(String answer) {
        byte[] bytes = new byte[LENGTH_BYTES];
        int count = 0;
        for (Matcher each = BYTE.matcher(answer); each.find() && count < LENGTH_BYTES; count++) {
            bytes[count] = (byte) Integer.parseInt(each.group(1), 16);
        }
        return Arrays.copyOf(bytes, count);
    }
}
