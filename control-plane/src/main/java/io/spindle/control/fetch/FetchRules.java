package io.spindle.control.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may be fetched: nothing that is not listed.
 *
 * @param sources URLs, below which everything is allowed
 * @param networks addresses that are allowed though they are private
 * @param largestBytes the longest image
 * @param timeLimit how long one may take
 * @param authorities PEM certificates to trust in place of those of the system
 */
public record FetchRules(
        List<String> sources,
        List<String> networks,
        long largestBytes,
        Duration timeLimit,
        Optional<Path> authorities) {
    public FetchRules {
        sources = List.copyOf(sources);
        networks = List.copyOf(networks);
    }

    /** Nothing may be fetched. */
    public static FetchRules none() {
        return new FetchRules(List.of(), List.of(), 0, Duration.ZERO, Optional.empty());
    }

    /** What the rules mean; {@link #check} tells whether they mean anything. */
    Allowed allowed() {
        try {
            return read();
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /**
     * Tells whether the rules can be kept to.
     *
     * @throws IOException else; the text says which cannot be
     */
    public void check() throws IOException {
        read();
        if (authorities.isPresent() && !java.nio.file.Files.isReadable(authorities.get())) {
            throw new IOException(
                    authorities.get() + " cannot be read: fetch.certificates is a file of PEM certificates");
        }
    }

    private Allowed read() throws IOException {
        List<ImageUrl> prefixes = new ArrayList<>();
        for (String source : sources) {
            try {
                prefixes.add(ImageUrl.parse(source));
            } catch (FetchFault e) {
                throw new IOException("fetch.allow: '" + source + "' cannot be used: " + e.getMessage(), e);
            }
        }
        List<AddressRange> ranges = new ArrayList<>();
        for (String network : networks) {
            ranges.add(AddressRange.parse(network)
                    .orElseThrow(() -> new IOException("fetch.networks: '" + network + "' is no network")));
        }
        return new Allowed(prefixes, ranges);
    }

    /** The rules, read. */
    record Allowed(List<ImageUrl> prefixes, List<AddressRange> networks) {
        /**
         * Lets a URL pass that lies below one of the sources.
         *
         * @return that source
         */
        ImageUrl source(ImageUrl url) throws FetchFault {
            return prefixes.stream()
                    .filter(it -> it.sameOrigin(url) && isBelow(it.path(), url.path()))
                    .findFirst()
                    .orElseThrow(() -> FetchFault.forbidden(url + " is not below any source that fetch.allow lists"));
        }

        private static boolean isBelow(String folder, String path) {
            return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
        }

        /** Lets addresses pass that all may be connected to. */
        void check(String host, List<InetAddress> addresses) throws FetchFault {
            for (InetAddress address : addresses) {
                boolean listed = networks.stream().anyMatch(it -> it.contains(address));
                if (!listed && !SpecialAddresses.isPublic(address)) {
                    throw FetchFault.forbidden(host + " is at " + address.getHostAddress()
                            + ", which is no public address, and not in fetch.networks");
                }
            }
        }
    }
}
