package io.spindle.bench.load;

/** The order in which a connection visits the image; offsets are always multiples of the request size. */
public enum AccessOrder {
    RANDOM,
    SEQUENTIAL
}
