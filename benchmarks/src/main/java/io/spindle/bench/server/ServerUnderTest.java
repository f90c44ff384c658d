package io.spindle.bench.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A server of one kind, ready on a Unix socket and on TCP. */
public final class ServerUnderTest implements AutoCloseable {
    private final ServerKind kind;
    private final Map<Transport, Endpoint> endpoints;
    private final Map<Transport, ServerProcess> byTransport = new EnumMap<>(Transport.class);
    private final List<ServerProcess> processes = new ArrayList<>();

    private ServerUnderTest(ServerKind kind, Map<Transport, Endpoint> endpoints) {
        this.kind = kind;
        this.endpoints = endpoints;
    }

    /** Starts the server's processes, with sockets, logs and state in {@code folder}, and waits until they answer. */
    public static ServerUnderTest start(ServerKind kind, Path repository, Path folder, Path image)
            throws IOException, InterruptedException {
        ServerUnderTest server = new ServerUnderTest(
                kind,
                Map.of(
                        Transport.UNIX, Endpoint.unix(folder.resolve(kind.label() + ".sock")),
                        Transport.TCP, Endpoint.freeTcpPort()));
        try {
            for (ServerKind.Launch launch : kind.launches(repository, folder, image, server.endpoints)) {
                server.launch(launch, folder);
            }
        } catch (IOException | InterruptedException | RuntimeException failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    private void launch(ServerKind.Launch launch, Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve(kind.label() + "-" + processes.size() + ".log");
        ServerProcess process = ServerProcess.start(kind.label(), launch.command(), log);
        processes.add(process);
        for (Transport transport : launch.transports()) {
            byTransport.put(transport, process);
            process.awaitReady(endpoints.get(transport));
        }
    }

    public ServerKind kind() {
        return kind;
    }

    public Endpoint endpoint(Transport transport) {
        return endpoints.get(transport);
    }

    public ServerProcess process(Transport transport) {
        return byTransport.get(transport);
    }

    /** The most that any of its processes ever had resident, mapped page cache included. */
    public long peakResidentBytes() throws IOException {
        long peak = 0;
        for (ServerProcess process : processes) {
            peak = Math.max(peak, process.usage().peakResidentBytes());
        }
        return peak;
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
    }
}
