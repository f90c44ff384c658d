/**
 * Knows how state survives the death of the process at any moment: whole files, replaced at once, and lines that are
 * only added.
 *
 * <p>Must not know what the state means.
 *
 * <p>Standards: JSON (RFC 8259), JSON lines.
 */
package io.spindle.control.store;
