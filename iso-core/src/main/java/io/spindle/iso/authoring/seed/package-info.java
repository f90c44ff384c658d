/**
 * Knows which files and which label make a disc that sets a machine up: cloud-init, OpenStack, Anaconda, debian-installer,
 * Windows Setup.
 *
 * <p>Must not know how a disc is recorded, nor what the files say but for what their readers demand.
 *
 * <p>Standard: none; the manuals of cloud-init (NoCloud, ConfigDrive), of Anaconda (inst.ks), of debian-installer and of
 * Windows Setup.
 */
package io.spindle.iso.authoring.seed;
