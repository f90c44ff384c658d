package io.spindle.iscsi.handler;

/** The memory for data that initiators send, shared by all sessions. Who finds it used up has to try again later. */
public final class DataOutMemory {
    private final long totalBytes;
    private long usedBytes;

    /** That many bytes. */
    public DataOutMemory(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    /** Takes the bytes, or says no. */
    synchronized boolean take(long bytes) {
        if (bytes > totalBytes - usedBytes) {
            return false;
        }
        usedBytes += bytes;
        return true;
    }

    synchronized void giveBack(long bytes) {
        usedBytes -= bytes;
    }

    /** True when so much could ever be had. */
    boolean holds(long bytes) {
        return bytes <= totalBytes;
    }

    /** How much is taken. */
    synchronized long usedBytes() {
        return usedBytes;
    }
}
