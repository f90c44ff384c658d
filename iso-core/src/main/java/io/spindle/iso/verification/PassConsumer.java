package io.spindle.iso.verification;

/** Takes all bytes of a source in their order, on a thread of its own. */
interface PassConsumer {
    /** Takes the next bytes, which are only lent: every call but the last takes {@link SequentialPass#PIECE_BYTES}. */
    void take(byte[] bytes, int lengthBytes);
}
