package io.spindle.iso.cache;

/**
 * What a cache has done since it was made, and what it holds now.
 *
 * @param hits blocks that were asked for and were there
 * @param misses blocks that were asked for and had to be loaded, or waited for
 * @param loads blocks that were loaded, those that nobody had asked for yet among them
 * @param evictions blocks that had to go for others
 * @param heldBytes memory that blocks take now
 * @param maximumBytes memory that they may take
 */
public record CacheStatistics(long hits, long misses, long loads, long evictions, long heldBytes, long maximumBytes) {}
