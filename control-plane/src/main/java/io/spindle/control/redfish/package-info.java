/**
 * Knows how drives look as resources of Redfish: each is a system and a manager with one virtual medium, {@code Cd}.
 *
 * <p>Must not know HTTP servers, nor how a drive changes its disc.
 *
 * <p>Standards: DSP0266 (Redfish), DSP8010 (its schemas; VirtualMedia 1.6), DSP8011 (the Base messages).
 */
package io.spindle.control.redfish;
