/**
 * Knows how a CD device of QEMU changes its disc, and what QEMU's answers and events about it mean.
 *
 * <p>Must not know how an export is served, nor who asked for the change.
 *
 * <p>Standard: QEMU's block commands, {@code qapi/block-core.json} and {@code qapi/block.json} of QEMU.
 */
package io.spindle.control.qemu;
