/**
 * Knows how to build the demo disc: a small bootable ISO 9660 image with a boot sector of our own.
 *
 * <p>Must not know how a disc is served.
 *
 * <p>Standards: ECMA-119 and El Torito 1.0, in the least form that boots.
 */
package io.spindle.iso.demo;
