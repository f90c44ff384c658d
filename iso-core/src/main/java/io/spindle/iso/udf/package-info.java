/**
 * Knows how UDF, revisions 1.02 to 2.60, records a tree of files, and how its partitions lie on a disc.
 *
 * <p>Must not know who lists the tree, nor which of several trees of a disc is the best.
 *
 * <p>Standards: ECMA-167, OSTA UDF 1.02, 1.50, 2.01, 2.50 and 2.60.
 */
package io.spindle.iso.udf;
