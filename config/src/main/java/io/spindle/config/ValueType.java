package io.spindle.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a value is written.
 *
 * @param expected what to write, for people
 * @param parse empty when the text is something else
 */
record ValueType<T>(String expected, Function<String, Optional<T>> parse) {
    static final ValueType<HostAndPort> ADDRESS =
            new ValueType<>("HOST:PORT, such as 127.0.0.1:10809 or '[::1]:10809'", HostAndPort::parse);
    static final ValueType<ByteCount> SIZE = new ValueType<>("a size, such as 700M or 8G", ByteCount::parse);
    static final ValueType<Duration> DURATION =
            new ValueType<>("a time of at most a day, such as 500ms, 10s or 2m", ValueType::duration);
    static final ValueType<Boolean> YES_OR_NO = new ValueType<>("true or false", ValueType::yesOrNo);
    static final ValueType<String> DISC_NAME =
            new ValueType<>("the name of a disc", text -> Optional.of(text).filter(name -> !name.isBlank()));

    static final ValueType<String> MEDIUM =
            new ValueType<>("cd, dvd or bd", text -> Optional.of(text).filter(it -> it.matches("cd|dvd|bd")));

    static final ValueType<String> TEXT =
            new ValueType<>("some text", text -> Optional.of(text).filter(it -> !it.isBlank()));

    static final ValueType<String> SOURCE = new ValueType<>(
            "a URL such as https://images.example.org/isos/ or file:///srv/isos/",
            text -> Optional.of(text).filter(it -> it.matches("(?i)(https?://[^/@?#\\s]+|file://)(/[^?#\\s]*)?")));

    static final ValueType<String> NETWORK = new ValueType<>(
            "an address, or one with a length such as 10.1.0.0/16 or fd00::/8",
            text -> Optional.of(text).filter(ValueType::isNetwork));

    private static boolean isNetwork(String text) {
        String[] parts = text.split("/", 2);
        boolean ipv4 = parts[0].matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        boolean ipv6 = parts[0].matches("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
        if (!ipv4 && !ipv6) {
            return false;
        }
        try {
            // A literal: nobody is asked for it.
            int bits = 8 * InetAddress.getByName(parts[0]).getAddress().length;
            return parts.length == 1 || parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= bits;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** QEMU's monitor. */
    static ValueType<String> monitor(Path folder) {
        return new ValueType<>(
                "the path of QEMU's monitor socket, or tcp:HOST:PORT",
                text -> text.startsWith("tcp:")
                        ? HostAndPort.parse(text.substring("tcp:".length())).map(it -> text)
                        : path(folder, text).map(Path::toString));
    }

    static ValueType<Integer> number(int least, int most) {
        return new ValueType<>(
                "a whole number from " + least + " to " + most,
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("[0-9]{1,9}"))
                        .map(Integer::valueOf)
                        .filter(number -> number >= least && number <= most));
    }

    /** A path; a relative one starts at {@code folder}. */
    static ValueType<Path> path(Path folder) {
        return new ValueType<>("a path, with the home folder written out", text -> path(folder, text));
    }

    private static Optional<Path> path(Path folder, String text) {
        if (text.isBlank() || text.equals("~") || text.startsWith("~/")) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.resolve(text).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> duration(String text) {
        if (!text.matches("[0-9]{1,8}(ms|s|m|h)")) {
            return Optional.empty();
        }
        String digits = text.replaceAll("[a-z]", "");
        long number = Long.parseLong(digits);
        Duration duration = switch (text.substring(digits.length())) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
        return Optional.of(duration).filter(it -> it.compareTo(Duration.ofDays(1)) <= 0);
    }
}
