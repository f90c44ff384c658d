/**
 * Knows how to start Spindle, its peers and virtual machines, and how to read what they print.
 *
 * <p>Must not know what any test expects, nor any class of Spindle.
 *
 * <p>Standards: QMP, and the initramfs buffer format of the Linux kernel.
 */
package io.spindle.it.harness;
