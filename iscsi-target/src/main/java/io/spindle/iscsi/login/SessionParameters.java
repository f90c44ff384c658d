package io.spindle.iscsi.login;

/**
 * What a session has agreed on (RFC 7143, 13).
 *
 * @param headerDigest HeaderDigest is CRC32C
 * @param dataDigest DataDigest is CRC32C
 * @param initialR2t unsolicited Data-Out PDUs are not allowed
 * @param immediateData data may come with a command
 * @param maximumSendBytes the longest data segment that the initiator takes
 * @param maxBurstBytes MaxBurstLength
 * @param firstBurstBytes FirstBurstLength, at most {@code maxBurstBytes}
 */
public record SessionParameters(
        boolean headerDigest,
        boolean dataDigest,
        boolean initialR2t,
        boolean immediateData,
        int maximumSendBytes,
        int maxBurstBytes,
        int firstBurstBytes) {
    /** What holds before anything is negotiated. */
    public static SessionParameters initial() {
        return new OperationalNegotiation().parameters();
    }

    /** The same with the longest data segment that the initiator says it takes from now on. */
    public SessionParameters withMaximumSendBytes(int bytes) {
        return new SessionParameters(
                headerDigest, dataDigest, initialR2t, immediateData, bytes, maxBurstBytes, firstBurstBytes);
    }
}
