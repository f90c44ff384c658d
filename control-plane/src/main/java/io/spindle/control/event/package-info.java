/**
 * Knows what happened, in order, for whoever listens now or comes back soon.
 *
 * <p>Must not know who listens, nor by what protocol.
 *
 * <p>Standard: none.
 */
package io.spindle.control.event;
