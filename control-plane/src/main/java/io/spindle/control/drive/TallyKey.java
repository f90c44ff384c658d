package io.spindle.control.drive;

/**
 * What is counted of changes.
 *
 * @param what a verb, or what the guest did
 * @param result {@code done}, {@code deferred} or the code of a refusal
 */
public record TallyKey(String drive, String what, String result) {}
