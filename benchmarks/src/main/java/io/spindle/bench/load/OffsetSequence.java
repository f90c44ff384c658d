package io.spindle.bench.load;

/** The offsets that one connection reads: multiples of the request size, wholly inside the image, without end. */
final class OffsetSequence {
    private final boolean random;
    private final long requestBytes;
    private final long firstSlot;
    private final long slotCount;
    private long state;

    /**
     * Connections share the image when random; in sequence each goes round its own part.
     *
     * @throws IllegalArgumentException if the image is smaller than one request per connection
     */
    OffsetSequence(Load load, long imageBytes, int connection, long seed) {
        long slots = imageBytes / load.requestBytes();
        long part = slots / load.connections();
        if (part == 0) {
            throw new IllegalArgumentException("image of " + imageBytes + " bytes is too small for " + load);
        }
        random = load.order() == AccessOrder.RANDOM;
        requestBytes = load.requestBytes();
        firstSlot = random ? 0 : part * connection;
        slotCount = random ? slots : part;
        state = random ? (seed + 1) * 0x9E3779B97F4A7C15L + connection * 0xD1B54A32D192ED03L | 1 : -1;
    }

    long next() {
        return (firstSlot + (random ? Long.remainderUnsigned(scramble(), slotCount) : advance())) * requestBytes;
    }

    private long advance() {
        state = state + 1 == slotCount ? 0 : state + 1;
        return state;
    }

    /** Marsaglia's xorshift64 with a multiplied output: a few cycles, and its state is never zero. */
    private long scramble() {
        state ^= state << 13;
        state ^= state >>> 7;
        state ^= state << 17;
        return (state * 0x2545F4914F6CDD1DL) >>> 16;
    }
}
