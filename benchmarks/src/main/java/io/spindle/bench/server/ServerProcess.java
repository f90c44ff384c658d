package io.spindle.bench.server;

import io.spindle.bench.load.NbdConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One process of a server, from its start until it is made to end. */
public final class ServerProcess implements AutoCloseable {
    private static final int READY_SECONDS = 60;
    private static final int POLL_MILLIS = 20;
    private static final int STOP_SECONDS = 10;
    private static final int LOG_TAIL_CHARS = 600;

    private final String label;
    private final Process process;
    private final Path log;

    private ServerProcess(String label, Process process, Path log) {
        this.label = label;
        this.process = process;
        this.log = log;
    }

    /** Starts the command; what it prints goes to the log file. */
    static ServerProcess start(String label, List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        return new ServerProcess(label, builder.start(), log);
    }

    /** Returns once a client gets through the handshake. */
    void awaitReady(Endpoint endpoint) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (true) {
            try {
                NbdConnection.open(endpoint.address(), false).close();
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(label + " did not get ready: " + notYet.getMessage() + logTail(), notYet);
                }
                process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** What the process and those it started have used so far. */
    public ProcessUsage usage() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(label + " ended with status " + process.exitValue() + logTail());
        }
        return ProcessUsage.of(family().map(ProcessHandle::pid).distinct().toList());
    }

    private Stream<ProcessHandle> family() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private String logTail() throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : "\n" + text.substring(Math.max(0, text.length() - LOG_TAIL_CHARS));
    }

    @Override
    public void close() {
        List<ProcessHandle> family = family().toList();
        family.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                family.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException hurry) {
            family.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
