/**
 * Knows how to talk to QEMU's monitor: commands, their answers, events, and coming back when the machine was away.
 *
 * <p>Must not know what any command does.
 *
 * <p>Standard: the QEMU Machine Protocol, {@code docs/interop/qmp-spec.rst} of QEMU.
 */
package io.spindle.control.qmp;
