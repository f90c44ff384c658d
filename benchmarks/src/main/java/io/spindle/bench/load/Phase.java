package io.spindle.bench.load;

/** Where a run is: warming up, counting, or taking the last answers. */
enum Phase {
    WARMING_UP,
    COUNTING,
    DRAINING
}
