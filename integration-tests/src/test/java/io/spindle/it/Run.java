package io.spindle.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command that ran to its end: what it printed on both streams, and its exit code. */
record Run(int exit, String output) {
    static Run of(String... words) throws IOException, InterruptedException {
        return of(List.of(words), 120);
    }

    static Run of(List<String> words, int timeoutSeconds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(words + " did not end in " + timeoutSeconds + " s: " + output.join());
        }
        return new Run(process.exitValue(), output.join());
    }
}
