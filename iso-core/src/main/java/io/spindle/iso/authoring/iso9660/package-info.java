/**
 * Knows how a tree is recorded in ISO 9660, Rock Ridge and Joliet: names, directory records, path tables, descriptors.
 *
 * <p>Must not know what else is on the image.
 *
 * <p>Standards: ECMA-119, SUSP 1.10, RRIP 1.10, Joliet.
 */
package io.spindle.iso.authoring.iso9660;
