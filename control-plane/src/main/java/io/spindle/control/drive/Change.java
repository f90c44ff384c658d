package io.spindle.control.drive;

/** What became of a change that a carrier was asked for. */
public sealed interface Change {
    /** The guest can read the new disc, or finds the drive empty. */
    record Made() implements Change {}

    /**
     * All is as it was before.
     *
     * @param refusal why, as a kind
     * @param text why, as a sentence for people
     */
    record NotMade(Refusal refusal, String text) implements Change {}
}
