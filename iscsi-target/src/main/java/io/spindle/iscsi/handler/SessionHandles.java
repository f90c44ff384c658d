package io.spindle.iscsi.handler;

import java.util.BitSet;
import java.util.OptionalInt;

/** Target session identifying handles: 1 to 65535, each for one session at a time (RFC 7143, 4.2.2.4). */
public final class SessionHandles {
    private static final int MAXIMUM = 65535;

    private final int maximumSessions;
    private final BitSet used = new BitSet();
    private int last;

    /** None is used, and at most so many ever are. */
    public SessionHandles(int maximumSessions) {
        this.maximumSessions = maximumSessions;
    }

    /** A free handle, not the one that was freed last; empty when there are too many sessions. */
    synchronized OptionalInt take() {
        if (used.cardinality() >= maximumSessions) {
            return OptionalInt.empty();
        }
        int free = used.nextClearBit(last + 1);
        last = free <= MAXIMUM ? free : used.nextClearBit(1);
        used.set(last);
        return OptionalInt.of(last);
    }

    synchronized void giveBack(int handle) {
        used.clear(handle);
    }

    /** True when a session has that handle. */
    synchronized boolean isUsed(int handle) {
        return used.get(handle);
    }

    /** How many sessions there are. */
    public synchronized int count() {
        return used.cardinality();
    }
}
