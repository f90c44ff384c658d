/**
 * Knows of which pieces an image consists: bytes in memory, sectors that are computed, ranges of files, zeros between them.
 *
 * <p>Must not know what the pieces mean.
 *
 * <p>Standard: none; ECMA-119, 7 for the forms of numbers.
 */
package io.spindle.iso.authoring.layout;
