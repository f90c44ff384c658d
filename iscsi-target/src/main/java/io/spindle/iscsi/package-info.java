/**
 * Knows how to serve targets: listeners, threads, limits, start and stop.
 *
 * <p>Must not know what a target does with a command, nor where discs come from.
 *
 * <p>Standard: RFC 7143.
 */
package io.spindle.iscsi;
