package io.spindle.bench.report;

/**
 * The most memory that one process of a server used in the whole run, in bytes.
 *
 * @param ownBytes resident without a file behind it (RssAnon): heap, buffers, stacks
 * @param residentBytes all that was resident (VmHWM), with the page cache that the server maps
 */
public record MemoryPeak(long ownBytes, long residentBytes) {}
