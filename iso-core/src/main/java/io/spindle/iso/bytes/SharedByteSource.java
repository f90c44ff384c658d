package io.spindle.iso.bytes;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A source that several holders keep open: it closes when the owner and the last lease have let go.
 *
 * <p>The owner is whoever made it; {@link #release()} ends the owner's own hold, after which no new lease is given.
 */
public final class SharedByteSource {
    private static final Logger LOG = LoggerFactory.getLogger(SharedByteSource.class);

    private final ByteSource source;
    private final AtomicInteger holders = new AtomicInteger(1);
    private final AtomicBoolean released = new AtomicBoolean();

    /** Takes over {@code source}, with the caller as its owner. */
    public SharedByteSource(ByteSource source) {
        this.source = source;
    }

    /** Length in bytes of the source. */
    public long lengthBytes() {
        return source.lengthBytes();
    }

    /** One more holder, or empty when the source is closed already. */
    public Optional<Lease> lease() {
        int now = holders.get();
        while (now > 0 && !released.get()) {
            if (holders.compareAndSet(now, now + 1)) {
                return Optional.of(new Lease(this));
            }
            now = holders.get();
        }
        return Optional.empty();
    }

    /** How many leases are out. */
    public int leases() {
        return Math.max(0, holders.get() - (released.get() ? 0 : 1));
    }

    /** Ends the owner's hold; further calls do nothing. */
    public void release() {
        if (released.compareAndSet(false, true)) {
            letGo();
        }
    }

    private void letGo() {
        if (holders.decrementAndGet() == 0) {
            try {
                source.close();
            } catch (IOException e) {
                LOG.warn("closing an image: {}", e.toString());
            }
        }
    }

    /** The right to read the source until {@link #close()}, which may be called more than once. */
    public static final class Lease implements AutoCloseable {
        private final SharedByteSource shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(SharedByteSource shared) {
            this.shared = shared;
        }

        /** The source; not to be closed, nor read after {@link Lease#close()}. */
        public ByteSource source() {
            return shared.source;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                shared.letGo();
            }
        }
    }
}
