package io.spindle.iso.library;

import io.spindle.iso.verification.Grade;
import io.spindle.iso.verification.VerificationStore;
import java.util.Optional;

/**
 * What a library does with what is known of its discs.
 *
 * @param store where results of verifications are kept
 * @param required the least that a disc must have to be given away; empty for anything
 * @param checkReads whether what is read of a verified disc is checked against the hashes of its verification
 */
public record VerificationOptions(VerificationStore store, Optional<Grade> required, boolean checkReads) {}
