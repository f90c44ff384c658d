package io.spindle.bench.measure;

import io.spindle.bench.server.ServerUnderTest;
import io.spindle.bench.server.Transport;
import java.io.IOException;

/** Work that one round puts on one server. */
public interface Workload {
    /** Runs once; a server or client that fails is an {@link IOException}. */
    Figures run(ServerUnderTest server, Transport transport, RoundOptions options)
            throws IOException, InterruptedException;
}
