package io.spindle.iscsi.session;

/** Cuts the data of one command into Data-In PDUs (RFC 7143, 11.7): at what the initiator takes, and at bursts. */
public final class DataInSequencer {
    private final long totalBytes;
    private final int pduBytes;
    private final int burstBytes;
    private long offsetBytes;
    private int inBurstBytes;
    private int dataSn;

    /**
     * Before the first PDU.
     *
     * @param totalBytes at least 1
     * @param pduBytes the longest data segment
     * @param burstBytes the longest sequence
     */
    public DataInSequencer(long totalBytes, int pduBytes, int burstBytes) {
        this.totalBytes = totalBytes;
        this.pduBytes = pduBytes;
        this.burstBytes = burstBytes;
    }

    /** Where the data of the next PDU begins. */
    public long offsetBytes() {
        return offsetBytes;
    }

    /** How long the data of the next PDU is. */
    public int lengthBytes() {
        return (int) Math.min(Math.min(pduBytes, burstBytes - inBurstBytes), totalBytes - offsetBytes);
    }

    /** The number of the next PDU, and of those that went before. */
    public int dataSn() {
        return dataSn;
    }

    /** True when the next PDU ends a sequence. */
    public boolean endsBurst() {
        return isLast() || inBurstBytes + lengthBytes() == burstBytes;
    }

    /** True when the next PDU ends the data. */
    public boolean isLast() {
        return offsetBytes + lengthBytes() == totalBytes;
    }

    /** True when no PDU is left. */
    public boolean isDone() {
        return offsetBytes == totalBytes;
    }

    /** How many bytes the next whole PDUs of a burst hold, up to {@code wantedBytes} of them, but at least one PDU. */
    public int pieceBytes(int wantedBytes) {
        long piece = Math.min(burstBytes - inBurstBytes, totalBytes - offsetBytes);
        if (piece <= wantedBytes) {
            return (int) piece;
        }
        int whole = wantedBytes / pduBytes * pduBytes;
        return Math.max(whole, lengthBytes());
    }

    /** The next PDU went off. */
    public void advance() {
        int lengthBytes = lengthBytes();
        boolean ends = endsBurst();
        offsetBytes += lengthBytes;
        inBurstBytes = ends ? 0 : inBurstBytes + lengthBytes;
        dataSn++;
    }
}
