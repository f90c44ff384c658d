/**
 * Knows how fast the drive answers and how fast sectors are made: JMH benchmarks, run by {@code scsi-emulation/jmh}.
 *
 * <p>Must not know how the drive does it: public types only, as a transport uses them.
 *
 * <p>No standard: the commands are those that guests send most.
 */
package io.spindle.scsi.jmh;
