package io.spindle.scsi.jmh;

import io.spindle.iso.bytes.MemoryByteSource;
import io.spindle.iso.disc.Disc;
import io.spindle.iso.disc.SectorSelection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Sectors a second made of an image of 2048-byte blocks in memory: raw ones have 2352 bytes with EDC and ECC. */
@State(Scope.Benchmark)
public class SectorBenchmark {
    private static final int SECTORS = 32;
    private static final int IMAGE_SECTORS = 1024;

    private final Disc disc = Disc.ofUserData(new MemoryByteSource(randomBytes()));
    private final ByteBuffer heap = ByteBuffer.allocate(SECTORS * 2352);
    private final ByteBuffer direct = ByteBuffer.allocateDirect(SECTORS * 2352);
    private long lba;

    private static byte[] randomBytes() {
        byte[] image = new byte[IMAGE_SECTORS * 2048];
        new Random(1).nextBytes(image);
        return image;
    }

    private ByteBuffer read(SectorSelection selection, ByteBuffer buffer) throws IOException {
        lba = (lba + SECTORS) % IMAGE_SECTORS;
        disc.sectors().read(lba, SECTORS, selection, buffer.clear());
        return buffer;
    }

    @Benchmark
    @OperationsPerInvocation(SECTORS)
    public ByteBuffer rawIntoHeap() throws IOException {
        return read(SectorSelection.RAW, heap);
    }

    @Benchmark
    @OperationsPerInvocation(SECTORS)
    public ByteBuffer rawIntoDirect() throws IOException {
        return read(SectorSelection.RAW, direct);
    }

    @Benchmark
    @OperationsPerInvocation(SECTORS)
    public ByteBuffer userDataIntoHeap() throws IOException {
        return read(SectorSelection.USER_DATA, heap);
    }
}
