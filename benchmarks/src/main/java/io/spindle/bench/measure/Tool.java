package io.spindle.bench.measure;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** NBD clients by other people: their word against our own load generator's. */
public enum Tool {
    /** Reads the image once, over four connections with 64 requests of 256 KiB in flight unless told otherwise. */
    NBDCOPY("nbdcopy", "nbdcopy", "libnbd-bin", OptionalDouble.of(1.3)),
    /** Reads the image once with QEMU's own client. */
    QEMU_IMG("qemu-img-256k-d64-c1", "qemu-img", "qemu-utils", OptionalDouble.empty()),
    /** Reads at random for as long as a round counts. */
    FIO("fio-4k-d16-c4-random", "fio", "fio", OptionalDouble.empty());

    private static final int QEMU_REQUEST_BYTES = 256 << 10;
    private static final int FIO_ERROR = 4;
    private static final int FIO_READ_KIB = 5;
    private static final int FIO_RUNTIME_MILLIS = 8;

    private final String label;
    private final String program;
    private final String debianPackage;
    private final OptionalDouble target;

    Tool(String label, String program, String debianPackage, OptionalDouble target) {
        this.label = label;
        this.program = program;
        this.debianPackage = debianPackage;
        this.target = target;
    }

    String label() {
        return label;
    }

    public String program() {
        return program;
    }

    public String debianPackage() {
        return debianPackage;
    }

    OptionalDouble target() {
        return target;
    }

    List<String> command(String uri, long imageBytes, double seconds) {
        return switch (this) {
            case NBDCOPY -> List.of("nbdcopy", uri, "null:");
            case QEMU_IMG -> {
                String count = Long.toString(imageBytes / QEMU_REQUEST_BYTES);
                String size = Integer.toString(QEMU_REQUEST_BYTES);
                yield List.of("qemu-img", "bench", "-f", "raw", "-c", count, "-d", "64", "-s", size, uri);
            }
            case FIO ->
                List.of(
                        "fio",
                        "--name=row",
                        "--ioengine=nbd",
                        "--uri=" + uri,
                        "--rw=randread",
                        "--bs=4k",
                        "--iodepth=16",
                        "--numjobs=4",
                        "--group_reporting",
                        "--time_based",
                        "--runtime=" + Math.round(seconds * 1000) + "ms",
                        "--output-format=terse",
                        "--terse-version=3");
        };
    }

    /** What the tool did, from what it printed, or from how long it took where it reads the image once. */
    Figures.Tally tally(String printed, long imageBytes, double wallSeconds) throws IOException {
        return switch (this) {
            case NBDCOPY -> new Figures.Tally(wallSeconds, 0, imageBytes, 0, 0);
            case QEMU_IMG -> {
                long requests = imageBytes / QEMU_REQUEST_BYTES;
                yield new Figures.Tally(wallSeconds, requests, requests * QEMU_REQUEST_BYTES, 0, 0);
            }
            case FIO -> fioTally(printed);
        };
    }

    private static Figures.Tally fioTally(String printed) throws IOException {
        String[] fields = printed.lines()
                .filter(line -> line.startsWith("3;"))
                .findFirst()
                .orElse("")
                .split(";");
        if (fields.length <= FIO_RUNTIME_MILLIS || !fields[FIO_ERROR].equals("0")) {
            throw new IOException("fio failed: " + printed);
        }
        long bytes = Long.parseLong(fields[FIO_READ_KIB]) * 1024;
        double seconds = Long.parseLong(fields[FIO_RUNTIME_MILLIS]) / 1000.0;
        return new Figures.Tally(seconds, bytes / 4096, bytes, 0, 0);
    }
}
