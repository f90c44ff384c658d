package io.spindle.control.drive;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.library.Library;
import io.spindle.iso.library.LibraryOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Drives of fake guests, with the discs {@code a}, {@code b} and {@code c}. */
public final class DriveRoom implements AutoCloseable {
    public final Library library;
    public final Map<String, FakeCarrier> carriers = new ConcurrentHashMap<>();
    private final Path folder;
    private final List<DriveSpec> specs;
    public Drives drives;
    /** The time of day as somebody sets it. */
    volatile Duration clockIsAhead = Duration.ZERO;

    public DriveRoom(Path folder, DriveSpec... specs) throws IOException {
        this.folder = folder;
        this.specs = List.of(specs);
        library = Library.open(new LibraryOptions(List.of(), folder.resolve("names"), Duration.ZERO), event -> {});
        for (String name : List.of("a", "b", "c")) {
            library.add(name, new MemoryByteSource(new byte[4096]));
        }
        open();
    }

    public static DriveSpec emulated(String name, String... discs) {
        return new DriveSpec.Emulated(name, List.of(discs), false);
    }

    static DriveSpec stack(String name, String... discs) {
        return new DriveSpec.Emulated(name, List.of(discs), true);
    }

    public static DriveSpec qemu(String name) {
        return new DriveSpec.Qemu(name, List.of(), false, "/nowhere", Optional.empty(), Optional.empty());
    }

    private void open() throws IOException {
        drives = Drives.open(
                folder,
                library,
                specs,
                (spec, lay, seen) -> {
                    FakeCarrier carrier = new FakeCarrier(spec.kind(), lay, seen);
                    carriers.put(spec.name(), carrier);
                    return carrier;
                },
                clock());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.now().plus(clockIsAhead);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    /** What a process that was killed leaves is what a new one finds. */
    void restart() throws IOException {
        drives.close();
        open();
    }

    Outcome ask(String drive, Verb verb, String disc) {
        return done(drives.operate(drive, operation(verb, disc, Policy.ASK)));
    }

    Outcome force(String drive, Verb verb, String disc) {
        return done(drives.operate(drive, operation(verb, disc, Policy.FORCE)));
    }

    static Operation operation(Verb verb, String disc, Policy policy) {
        return Operation.of(verb, Optional.ofNullable(disc), policy, new Operator("tester", "test"));
    }

    static <T> T done(java.util.concurrent.CompletableFuture<T> future) {
        return future.orTimeout(60, TimeUnit.SECONDS).join();
    }

    public DriveStatus status(String drive) {
        return drives.find(drive).orElseThrow();
    }

    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not seen: " + what);
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        drives.close();
        library.close();
    }
}
