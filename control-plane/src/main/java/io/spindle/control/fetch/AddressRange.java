package io.spindle.control.fetch;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Addresses whose first bits are the same.
 *
 * @param first one of them
 * @param prefixBits how many bits
 */
record AddressRange(InetAddress first, int prefixBits) {
    /** Reads {@code 10.1.0.0/16}, {@code fd00::/8} or one literal address; empty when it is something else. */
    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        // Only literals: a name would be asked for in the network.
        boolean isLiteral =
                literal.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || literal.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        if (!isLiteral || slash >= 0 && !bits.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(literal);
            int allBits = 8 * address.getAddress().length;
            int prefixBits = bits.isEmpty() ? allBits : Integer.parseInt(bits);
            return prefixBits > allBits ? Optional.empty() : Optional.of(new AddressRange(address, prefixBits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] mine = first.getAddress();
        byte[] theirs = other.getAddress();
        return mine.length == theirs.length
                && new BigInteger(1, mine)
                                .xor(new BigInteger(1, theirs))
                                .shiftRight(8 * mine.length - prefixBits)
                                .signum()
                        == 0;
    }
}
