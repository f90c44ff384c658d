package io.spindle.iso.openpgp;

import java.time.Instant;

/**
 * Who signed, and when.
 *
 * @param fingerprint of the primary key
 * @param userId who the key says it belongs to
 * @param signedAt when the signature says it was made
 */
public record Signer(String fingerprint, String userId, Instant signedAt) {}
