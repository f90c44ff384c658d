/**
 * Knows what can be configured: the records, how they are written in a file, and every problem of a file with its place.
 *
 * <p>Must not know anything that runs: it opens no socket and no image, and depends on Jackson only.
 *
 * <p>Standard: YAML 1.1 as Jackson reads it, without anchors and aliases.
 */
package io.spindle.config;
