/**
 * Knows sources that no file holds: a numbered pattern of any size, and another source with faults put in.
 *
 * <p>Must not know names, formats or who reads; it serves users' client tests as well as ours.
 *
 * <p>Standard: none.
 */
package io.spindle.iso.synthetic;
