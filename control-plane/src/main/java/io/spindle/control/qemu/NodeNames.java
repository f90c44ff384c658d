package io.spindle.control.qemu;

import java.security.SecureRandom;

/** Names of the block nodes that a drive adds: at most 31 characters, never the same twice. */
final class NodeNames {
    private static final SecureRandom RANDOM = new SecureRandom();

    private NodeNames() {}

    /** How all nodes of a drive begin. */
    static String prefix(String drive) {
        return String.format("spindle-%08x-", drive.hashCode());
    }

    /** How its object with certificates is called, while there is one. */
    static String credentials(String drive) {
        return prefix(drive) + "tls";
    }

    static String next(String drive) {
        return prefix(drive) + String.format("%08x", RANDOM.nextInt());
    }
}
