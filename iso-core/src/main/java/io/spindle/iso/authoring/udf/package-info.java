/**
 * Knows how a tree is recorded in UDF over extents that lie on the image already.
 *
 * <p>Must not know what else is on the image.
 *
 * <p>Standards: ECMA-167, OSTA UDF 1.02.
 */
package io.spindle.iso.authoring.udf;
