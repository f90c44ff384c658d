package io.spindle.scsi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Tables that were transcribed from the standards for tests: cells between tabs, comments from # on. */
public final class Tsv {
    private Tsv() {}

    /** The rows of a table beside this class. */
    public static List<List<String>> rows(String name) {
        try (InputStream in = Objects.requireNonNull(Tsv.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
