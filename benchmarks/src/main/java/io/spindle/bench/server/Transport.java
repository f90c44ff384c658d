package io.spindle.bench.server;

import java.util.Locale;

/** How clients reach a server. */
public enum Transport {
    UNIX,
    TCP;

    /** The word in the names of rows. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
