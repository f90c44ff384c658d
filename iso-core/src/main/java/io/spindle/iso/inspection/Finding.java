package io.spindle.iso.inspection;

/**
 * Something that a reader of the image should know: a fault, a doubt or a remark.
 *
 * @param severity how bad it is
 * @param code stable name for scripts, such as {@code truncated}
 * @param offsetBytes where in the image, -1 where no place can be named
 * @param text one sentence for people
 */
public record Finding(Severity severity, String code, long offsetBytes, String text) {
    /** How bad a finding is. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR
    }
}
