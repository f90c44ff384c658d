package io.spindle.iscsi.target;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A range of addresses: those whose first bits are the same.
 *
 * @param address one of them
 * @param prefixBits how many bits, at most as many as the address has
 */
public record Network(InetAddress address, int prefixBits) {
    /** Reads {@code 10.1.0.0/16}, {@code fe80::/10} or one literal address; empty when the text is something else. */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        // Only literals: a name would be asked for in the network.
        boolean isLiteral =
                literal.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}") || literal.matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        if (!isLiteral || (slash >= 0 && !bits.matches("[0-9]{1,3}"))) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(literal);
            int allBits = 8 * address.getAddress().length;
            int prefixBits = bits.isEmpty() ? allBits : Integer.parseInt(bits);
            return prefixBits > allBits ? Optional.empty() : Optional.of(new Network(address, prefixBits));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        int shift = 8 * mine.length - prefixBits;
        return new BigInteger(1, mine)
                        .xor(new BigInteger(1, theirs))
                        .shiftRight(shift)
                        .signum()
                == 0;
    }
}
