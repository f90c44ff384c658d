package io.spindle.iso.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SharedByteSourceTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final SharedByteSource shared = new SharedByteSource(counting());

    @Test
    void close_ownerFirst_waitsForTheLastLease() {
        SharedByteSource.Lease one = shared.lease().orElseThrow();
        SharedByteSource.Lease two = shared.lease().orElseThrow();
        assertThat(shared.leases()).isEqualTo(2);
        shared.release();
        assertThat(shared.lease()).isEmpty();
        one.close();
        assertThat(closed).hasValue(0);
        assertThat(two.source().lengthBytes()).isEqualTo(7);
        two.close();
        assertThat(closed).hasValue(1);
        assertThat(shared.leases()).isZero();
    }

    @Test
    void close_ownerLast_closesThen() {
        shared.lease().orElseThrow().close();
        assertThat(closed).hasValue(0);
        assertThat(shared.leases()).isZero();
        shared.release();
        assertThat(closed).hasValue(1);
    }

    @Test
    void close_twice_countsOnce() {
        SharedByteSource.Lease one = shared.lease().orElseThrow();
        SharedByteSource.Lease two = shared.lease().orElseThrow();
        one.close();
        one.close();
        shared.release();
        shared.release();
        assertThat(closed).hasValue(0);
        two.close();
        assertThat(closed).hasValue(1);
    }

    @Test
    void lease_manyThreads_closesOnceAfterAll() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            boolean owner = i == 1000;
            done.add(threads.submit(() -> {
                if (owner) {
                    shared.release();
                }
                shared.lease().ifPresent(SharedByteSource.Lease::close);
            }));
        }
        for (Future<?> one : done) {
            one.get();
        }
        threads.shutdown();
        assertThat(closed).hasValue(1);
    }

    private ByteSource counting() {
        return new ByteSource() {
            @Override
            public long lengthBytes() {
                return 7;
            }

            @Override
            public void read(long offsetBytes, ByteBuffer destination) {
                throw new AssertionError("not read here");
            }

            @Override
            public void close() throws IOException {
                closed.incrementAndGet();
                throw new IOException("a close that fails must not hurt who let go");
            }
        };
    }
}
