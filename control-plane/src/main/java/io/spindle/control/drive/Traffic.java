package io.spindle.control.drive;

/**
 * What was read of a drive or an export since it is there.
 *
 * @param reads how many reads were answered
 * @param bytes how much they gave
 * @param errors how many could not be answered
 * @param nanos how long the answered ones took in sum
 */
public record Traffic(long reads, long bytes, long errors, long nanos) {
    public static final Traffic NONE = new Traffic(0, 0, 0, 0);
}
