/**
 * Knows how results read: one Markdown text of facts, ratios, costs and latencies.
 *
 * <p>Must not know how anything was measured.
 *
 * <p>Standard: tables as in GitHub Flavored Markdown, section 4.10.
 */
package io.spindle.bench.report;
