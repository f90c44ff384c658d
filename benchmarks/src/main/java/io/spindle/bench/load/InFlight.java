package io.spindle.bench.load;

import java.util.Arrays;

/** The requests of one connection that wait for their answer; a cookie is the number of a slot. */
final class InFlight {
    private static final int FREE = -1;

    private final int requestBytes;
    private final long[] askedNanos;
    private final long[] offsets;
    private final int[] missingBytes;
    private final int[] answered;
    private int answeredCount;
    private int waitingCount;

    InFlight(int depth, int requestBytes) {
        this.requestBytes = requestBytes;
        askedNanos = new long[depth];
        offsets = new long[depth];
        missingBytes = new int[depth];
        answered = new int[depth];
        Arrays.fill(missingBytes, FREE);
    }

    void ask(int slot, long offset, long nowNanos) {
        askedNanos[slot] = nowNanos;
        offsets[slot] = offset;
        missingBytes[slot] = requestBytes;
        waitingCount++;
    }

    /** The slot of a cookie that is waiting for an answer. */
    int slotOf(long cookie) throws NbdFailure {
        if (cookie < 0 || cookie >= missingBytes.length || missingBytes[(int) cookie] == FREE) {
            throw new NbdFailure("a reply with cookie 0x" + Long.toHexString(cookie) + ", which waits for none");
        }
        return (int) cookie;
    }

    /** Notes that a chunk brings part of the answer. */
    void deliver(int slot, long offset, long lengthBytes) throws NbdFailure {
        boolean inside = offset >= offsets[slot]
                && lengthBytes >= 0
                && lengthBytes <= missingBytes[slot]
                && offset - offsets[slot] <= requestBytes - lengthBytes;
        if (!inside) {
            throw new NbdFailure("a reply with " + lengthBytes + " bytes at " + offset + ", which were not asked for");
        }
        missingBytes[slot] -= (int) lengthBytes;
    }

    void finish(int slot) throws NbdFailure {
        if (missingBytes[slot] != 0) {
            throw new NbdFailure("a reply that lacks " + missingBytes[slot] + " bytes");
        }
        missingBytes[slot] = FREE;
        answered[answeredCount++] = slot;
        waitingCount--;
    }

    long offset(int slot) {
        return offsets[slot];
    }

    long askedNanos(int slot) {
        return askedNanos[slot];
    }

    int waitingCount() {
        return waitingCount;
    }

    int answeredCount() {
        return answeredCount;
    }

    int answered(int index) {
        return answered[index];
    }

    void forgetAnswered() {
        answeredCount = 0;
    }
}
