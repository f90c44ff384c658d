package io.spindle.bench.load;

/**
 * One shape of load: every connection keeps {@code depth} reads of {@code requestBytes} in flight.
 *
 * @param requestBytes length of every read, in bytes
 * @param depth requests in flight on each connection
 * @param connections connections, each with a thread of its own
 * @param order how each connection chooses offsets
 */
public record Load(int requestBytes, int depth, int connections, AccessOrder order) {
    public Load {
        if (requestBytes < 1 || depth < 1 || connections < 1) {
            throw new IllegalArgumentException("a load has at least one byte, one request and one connection");
        }
    }
}
