/**
 * Knows the course of one comparison: options, preparation, turns, and where the report goes.
 *
 * <p>Must not know NBD, process accounting or Markdown; it only connects the packages that do.
 *
 * <p>Standard: none.
 */
package io.spindle.bench;
