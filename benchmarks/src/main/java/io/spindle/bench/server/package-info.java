/**
 * Knows how the servers are started, when they are ready, what they cost, and how they end.
 *
 * <p>Must not know which loads are run on them or how results are shown.
 *
 * <p>Standard: proc(5) of Linux for processor time and memory; the servers' own manual pages for their command lines.
 */
package io.spindle.bench.server;
