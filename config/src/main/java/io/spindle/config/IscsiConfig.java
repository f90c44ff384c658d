package io.spindle.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code iscsi}.
 *
 * @param listen addresses; when empty, whoever starts the server has a default
 * @param portals addresses that initiators are told of, when they are not those listened on
 * @param discoveryChap proof that is wanted before targets are listed
 */
public record IscsiConfig(List<HostAndPort> listen, List<HostAndPort> portals, Optional<ChapConfig> discoveryChap) {
    public IscsiConfig {
        listen = List.copyOf(listen);
        portals = List.copyOf(portals);
    }

    /** What an empty section means. */
    public static IscsiConfig defaults() {
        return new IscsiConfig(List.of(), List.of(), Optional.empty());
    }

    static IscsiConfig read(Section section, Path folder) {
        IscsiConfig config = new IscsiConfig(
                section.list("listen", ValueType.ADDRESS),
                section.list("portals", ValueType.ADDRESS),
                ChapConfig.read(section.section("discovery-chap"), folder));
        section.finish();
        return config;
    }
}
