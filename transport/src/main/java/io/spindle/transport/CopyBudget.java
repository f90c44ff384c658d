package io.spindle.transport;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;

/**
 * The memory that replies may take while they are copied or encrypted, shared by all connections.
 *
 * <p>Who finds it used up waits in line. Small replies have a line and a reserve of their own, so that they never wait for
 * large ones; a holder that has much counts as large. While somebody waits, {@link #sweep} finds the holders whose client
 * has not read a byte for {@value #STALL_SECONDS} seconds, so that clients that do not read cannot starve those that do. Those
 * are seconds in which the server ran: while it was stopped no client could read.
 */
public final class CopyBudget {
    static final int STALL_SECONDS = 10;
    /** What counts as small. */
    static final long SMALL_BYTES = 256 << 10;

    private final long totalBytes;
    private final Queue<Waiter> small = new ArrayDeque<>();
    private final Queue<Waiter> large = new ArrayDeque<>();
    private final Map<Holder, Held> holders = new IdentityHashMap<>();
    private long freeBytes;

    /** Somebody whose replies take memory. */
    public interface Holder {
        /** Bytes that its client has yet to read; callable from any thread. */
        long unsentBytes();

        /** Takes its connection down; callable from any thread. */
        void evict();
    }

    private record Waiter(Holder holder, long bytes, Runnable whenTaken) {}

    private static final class Held {
        private long bytes;
        private long unsentBytes = -1;
        private int unchangedSeconds;
    }

    /** A budget of that many bytes, which no single reply may exceed. */
    public CopyBudget(long totalBytes) {
        this.totalBytes = totalBytes;
        this.freeBytes = totalBytes;
    }

    /** Takes the bytes now, or later and then runs {@code whenTaken} on some thread; true when they are taken now. */
    public boolean take(Holder holder, long bytes, Runnable whenTaken) {
        if (bytes > totalBytes) {
            throw new IllegalArgumentException("a reply of " + bytes + " bytes, the budget is " + totalBytes);
        }
        synchronized (this) {
            Held held = holders.get(holder);
            boolean isSmall = bytes + (held == null ? 0 : held.bytes) <= SMALL_BYTES;
            Queue<Waiter> line = isSmall ? small : large;
            if (!line.isEmpty() || !fits(bytes, isSmall)) {
                line.add(new Waiter(holder, bytes, whenTaken));
                return false;
            }
            hold(holder, bytes);
            return true;
        }
    }

    /** A quarter is kept for small replies, unless nobody has anything. */
    private boolean fits(long bytes, boolean isSmall) {
        long reserved = isSmall || freeBytes == totalBytes ? 0 : totalBytes / 4;
        return bytes <= freeBytes - reserved;
    }

    /** Gives back what was taken; whoever waits for it is run on this thread. */
    public void giveBack(Holder holder, long bytes) {
        Queue<Runnable> taken = new ArrayDeque<>();
        synchronized (this) {
            freeBytes += bytes;
            Held held = holders.get(holder);
            held.bytes -= bytes;
            if (held.bytes == 0) {
                holders.remove(holder);
            }
            grant(small, true, taken);
            grant(large, false, taken);
        }
        taken.forEach(Runnable::run);
    }

    private void grant(Queue<Waiter> line, boolean isSmall, Queue<Runnable> taken) {
        while (!line.isEmpty() && fits(line.peek().bytes(), isSmall)) {
            Waiter next = line.remove();
            hold(next.holder(), next.bytes());
            taken.add(next.whenTaken());
        }
    }

    private void hold(Holder holder, long bytes) {
        freeBytes -= bytes;
        holders.computeIfAbsent(holder, key -> new Held()).bytes += bytes;
    }

    /** Looks at the holders and evicts those that stand still while others wait; to be called every second. */
    public void sweep() {
        Queue<Holder> stalled = new ArrayDeque<>();
        synchronized (this) {
            if (small.isEmpty() && large.isEmpty()) {
                holders.values().forEach(held -> held.unsentBytes = -1);
                return;
            }
            holders.forEach((holder, held) -> {
                long unsent = holder.unsentBytes();
                if (unsent == 0 || unsent != held.unsentBytes) {
                    held.unsentBytes = unsent;
                    held.unchangedSeconds = 0;
                } else if (++held.unchangedSeconds >= STALL_SECONDS) {
                    stalled.add(holder);
                }
            });
        }
        stalled.forEach(Holder::evict);
    }
}
