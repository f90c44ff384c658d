package io.spindle.bench.load;

/**
 * What is the same for every load of a run.
 *
 * @param structuredReplies negotiate NBD_OPT_STRUCTURED_REPLY
 * @param verify check every payload against {@link Pattern}; costs client time, so such numbers compare nothing
 * @param seed where the random offsets start
 */
public record LoadOptions(boolean structuredReplies, boolean verify, long seed) {}
