package io.spindle.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is run to its end.
 *
 * @param words the program and its arguments
 * @param environment what is added to the environment
 * @param limit how long it may take; one that takes longer is killed and fails the test
 */
public record Command(List<String> words, Map<String, String> environment, Duration limit) {
    /**
     * Where programs are looked for: the system's own come first, for its {@code nbdsh} calls whatever {@code python3} is
     * found, and only the system's knows libnbd.
     */
    public static final String SEARCH_PATH = "/usr/bin:/bin:/usr/sbin:/sbin:" + System.getenv("PATH");

    /** What a program left behind. */
    public record Result(int exitCode, String output, String errors) {}

    /** A program and its arguments, each as its {@code toString()} says. */
    public static Command of(Object... words) {
        return new Command(Arrays.stream(words).map(Object::toString).toList(), Map.of(), Duration.ofMinutes(3));
    }

    public Command append(Object... more) {
        List<String> all = new ArrayList<>(words);
        Arrays.stream(more).map(Object::toString).forEach(all::add);
        return new Command(all, environment, limit);
    }

    public Command with(String name, Object value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value.toString());
        return new Command(words, more, limit);
    }

    public Command within(Duration newLimit) {
        return new Command(words, environment, newLimit);
    }

    /** Runs it, and returns what it printed; an exit code other than 0 fails the test. */
    public String output() {
        Result result = run();
        if (result.exitCode() != 0) {
            throw new AssertionError("exit code " + result.exitCode() + " from " + String.join(" ", words) + "\n"
                    + result.output() + result.errors());
        }
        return result.output();
    }

    /** Runs it to its end, well or not. */
    public Result run() {
        try {
            Path output = Files.createTempFile("command", ".out");
            Path errors = Files.createTempFile("command", ".err");
            int exitCode = runInto(output, errors);
            Result result = new Result(exitCode, text(output), text(errors));
            Files.delete(output);
            Files.delete(errors);
            return result;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + words, fault);
        }
    }

    private int runInto(Path output, Path errors) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("PATH", SEARCH_PATH);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("not done after " + limit.toSeconds() + " s: " + String.join(" ", words) + "\n"
                        + text(output) + text(errors));
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
