package io.spindle.iso.synthetic;

import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.iso.bytes.ByteSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Another source in which chosen places fail or are slow.
 *
 * <p>The faults that a read touches act in their order in the list; the first error ends the read. A delay waits in
 * {@link #read} and can be interrupted. The wrapped source's file is not shown, since bytes sent from it would pass by
 * the faults.
 */
public final class FaultyByteSource implements ByteSource {
    private final ByteSource inner;
    private final List<Armed> faults;
    private final Pause pause;

    /** How a delay passes. */
    interface Pause {
        void lasting(Duration duration) throws InterruptedException;
    }

    /** Takes over {@code inner}; it is closed with this source. */
    public FaultyByteSource(ByteSource inner, List<Fault> faults) {
        this(inner, faults, duration -> Thread.sleep(duration.toMillis()));
    }

    FaultyByteSource(ByteSource inner, List<Fault> faults, Pause pause) {
        this.inner = inner;
        this.pause = pause;
        this.faults = faults.stream()
                .map(fault -> new Armed(fault, new AtomicLong(fault.times())))
                .toList();
    }

    @Override
    public long lengthBytes() {
        return inner.lengthBytes();
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), inner.lengthBytes());
        strike(offsetBytes, destination.remaining());
        inner.read(offsetBytes, destination);
    }

    @Override
    public void preload(long offsetBytes, long rangeBytes) throws IOException {
        strike(offsetBytes, rangeBytes);
        inner.preload(offsetBytes, rangeBytes);
    }

    /** False where a fault may still strike: what follows then is not known. */
    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        return faults.stream().noneMatch(armed -> armed.threatens(offsetBytes, rangeBytes))
                && inner.readsAtOnce(offsetBytes, rangeBytes);
    }

    @Override
    public List<AllocationExtent> allocation(long offsetBytes, long rangeBytes) throws IOException {
        return inner.allocation(offsetBytes, rangeBytes);
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }

    private void strike(long offsetBytes, long rangeBytes) throws IOException {
        for (Armed armed : faults) {
            if (armed.threatens(offsetBytes, rangeBytes) && armed.takeOne()) {
                act(armed.fault().effect());
            }
        }
    }

    private void act(Fault.Effect effect) throws IOException {
        if (effect instanceof Fault.Effect.Error error) {
            throw new IOException(error.text());
        } else if (effect instanceof Fault.Effect.Delay delay) {
            wait(delay.duration());
        }
    }

    private void wait(Duration duration) throws InterruptedIOException {
        try {
            pause.lasting(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a delay of the faulty disc");
        }
    }

    private record Armed(Fault fault, AtomicLong left) {
        boolean threatens(long offsetBytes, long rangeBytes) {
            return left.get() > 0 && fault.touches(offsetBytes, rangeBytes);
        }

        boolean takeOne() {
            return fault.times() == Fault.ALWAYS || left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
        }
    }
}
