package io.spindle.bench;

import io.spindle.bench.load.PatternImage;
import io.spindle.bench.server.ServerKind;
import io.spindle.bench.server.ServerUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The temporary folder with the image, and the servers that serve it; gone when closed, at an interrupt too. */
final class Workshop implements AutoCloseable {
    private static final long SPARE_BYTES = 64 << 20;

    private final Path folder;
    private final Path image;
    private final List<ServerUnderTest> servers = new CopyOnWriteArrayList<>();

    private Workshop(Path folder) {
        this.folder = folder;
        image = folder.resolve("image.iso");
    }

    /** Makes the folder and the image; fails early where the image does not fit. */
    static Workshop open(long imageBytes) throws IOException {
        Workshop workshop = new Workshop(Files.createTempDirectory("spindle-bench"));
        Runtime.getRuntime().addShutdownHook(new Thread(workshop::close, "cleanup"));
        long usableBytes = Files.getFileStore(workshop.folder).getUsableSpace();
        if (usableBytes < imageBytes + SPARE_BYTES) {
            throw new IOException("the image does not fit into " + workshop.folder.getParent()
                    + "; set TMPDIR to a roomier folder or give a smaller --image-mib");
        }
        PatternImage.create(workshop.image, imageBytes);
        return workshop;
    }

    ServerUnderTest start(ServerKind kind, Path repository) throws IOException, InterruptedException {
        ServerUnderTest server = ServerUnderTest.start(kind, repository, folder, image);
        servers.add(server);
        return server;
    }

    @Override
    public synchronized void close() {
        servers.forEach(ServerUnderTest::close);
        servers.clear();
        if (Files.exists(folder)) {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException("cannot remove " + folder, stuck);
        }
    }
}
