/**
 * Knows the rows of the comparison: which load each puts on a server, what is noted, and what is to be reached.
 *
 * <p>Must not know how results are shown, nor in which order servers take their turns.
 *
 * <p>Standard: none; the manual pages of nbdcopy, qemu-img and fio for the tools that are driven.
 */
package io.spindle.bench.measure;
