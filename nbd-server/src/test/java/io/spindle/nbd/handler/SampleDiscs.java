package io.spindle.nbd.handler;

import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.FileByteSource;
import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.iso.cache.BlockCache;
import io.spindle.iso.synthetic.Fault;
import io.spindle.iso.synthetic.FaultyByteSource;
import io.spindle.nbd.export.Export;
import io.spindle.nbd.export.ExportCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The exports of the tests. Byte n of each is n modulo 256.
 *
 * <p>{@code a.iso} has 2048 bytes in memory and is the default; {@code bad.iso} has 4096, of which 512 at 2048 cannot be
 * read; {@code refused.iso} is refused; {@code holes.iso} has 16384, of which every other 1024 are a hole, beginning with data.
 */
final class SampleDiscs implements ExportCatalog {
    private final List<Export> exports = new ArrayList<>();

    SampleDiscs() {
        add("a.iso", "disc", memory(2048));
        add("bad.iso", "", new FaultyByteSource(memory(4096), List.of(Fault.error(2048, 512, "scratched"))));
        add("holes.iso", "", new HalfHoles(memory(16384)));
    }

    /** The same and {@code file.iso}, which is that file. */
    static SampleDiscs and(Path file) {
        try {
            SampleDiscs discs = new SampleDiscs();
            discs.add("file.iso", "", FileByteSource.open(file));
            return discs;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The same and {@code cached.iso} of 200000 bytes, whose blocks are in memory once they were read. */
    static SampleDiscs andCached() {
        SampleDiscs discs = new SampleDiscs();
        discs.add(
                "cached.iso", "", new BlockCache(BlockCache.LEAST_MAXIMUM_BYTES).over(new HalfHoles(memory(200_000))));
        return discs;
    }

    static byte[] content(int lengthBytes) {
        byte[] content = new byte[lengthBytes];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) i;
        }
        return content;
    }

    private static ByteSource memory(int lengthBytes) {
        return new MemoryByteSource(content(lengthBytes));
    }

    @Override
    public Optional<String> refusal(String name) {
        return name.equals("refused.iso") ? Optional.of("refused.iso is not\nverified") : Optional.empty();
    }

    private void add(String name, String description, ByteSource source) {
        exports.add(new Export(name, description, new SharedByteSource(source)));
    }

    int leases() {
        return exports.stream().mapToInt(export -> export.data().leases()).sum();
    }

    @Override
    public Optional<Export> find(String name) {
        return exports.stream().filter(export -> export.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Export> defaultExport() {
        return Optional.of(exports.get(0));
    }

    @Override
    public List<Export> list() {
        return exports;
    }

    /** Data and holes of 1024 bytes in turn; nothing of it is at hand without waiting. */
    private record HalfHoles(ByteSource inner) implements ByteSource {
        @Override
        public long lengthBytes() {
            return inner.lengthBytes();
        }

        @Override
        public void read(long offsetBytes, ByteBuffer destination) throws IOException {
            inner.read(offsetBytes, destination);
        }

        @Override
        public List<AllocationExtent> allocation(long offsetBytes, long rangeBytes) {
            List<AllocationExtent> extents = new ArrayList<>();
            for (long at = offsetBytes; at < offsetBytes + rangeBytes; ) {
                long next = Math.min((at / 1024 + 1) * 1024, offsetBytes + rangeBytes);
                extents.add(new AllocationExtent(at, next - at, at / 1024 % 2 == 1));
                at = next;
            }
            return extents;
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }
}
