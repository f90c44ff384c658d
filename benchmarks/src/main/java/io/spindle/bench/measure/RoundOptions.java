package io.spindle.bench.measure;

import io.spindle.bench.load.LoadOptions;

/** How long a round warms up and counts, in seconds, and what its requests have in common. */
public record RoundOptions(double warmUpSeconds, double seconds, LoadOptions load) {}
