package io.spindle.control.drive;

/** What became of an operation; it is true when it is told. */
public sealed interface Outcome {
    /**
     * The guest can read the new disc, or finds the drive empty.
     *
     * @param changed false when it was so before
     */
    record Done(DriveStatus status, boolean changed) implements Outcome {}

    /** The machine is not there; it gets the disc when it appears, over restarts of this server too. */
    record Deferred(DriveStatus status, String text) implements Outcome {}

    /**
     * Nothing was changed.
     *
     * @param refusal why, as a kind
     * @param text why, as a sentence for people
     */
    record Refused(Refusal refusal, String text) implements Outcome {}
}
