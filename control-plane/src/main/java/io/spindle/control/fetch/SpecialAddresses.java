package io.spindle.control.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Addresses that are not of the public Internet (RFC 6890 and the registries that it began). */
final class SpecialAddresses {
    private static final List<AddressRange> IPV4 = ranges(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private
            "100.64.0.0/10", // shared by customers of a carrier
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, where clouds tell machines their secrets
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocols
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // 6to4 relays
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, broadcast

    /** All that is public is in this range; mapped, private, link-local and translated addresses are not. */
    private static final AddressRange IPV6_GLOBAL =
            AddressRange.parse("2000::/3").orElseThrow();

    private static final List<AddressRange> IPV6 = ranges(
            "2001::/23", // protocols, among them Teredo, which wraps IPv4 addresses
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4, which wraps IPv4 addresses
            "3fff::/20"); // documentation

    private SpecialAddresses() {}

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(it -> AddressRange.parse(it).orElseThrow()).toList();
    }

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return IPV4.stream().noneMatch(it -> it.contains(address));
        }
        return IPV6_GLOBAL.contains(address) && IPV6.stream().noneMatch(it -> it.contains(address));
    }
}
