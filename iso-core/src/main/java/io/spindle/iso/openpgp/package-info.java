/**
 * Knows OpenPGP signatures: who made one, with which key, and whether it is good today.
 *
 * <p>Must not know what is signed, nor trust a key that the administrator did not name by its full fingerprint.
 *
 * <p>Standards: RFC 4880 and RFC 9580, versions 4 of keys and 3 and 4 of signatures; cryptography is Bouncy Castle's.
 */
package io.spindle.iso.openpgp;
