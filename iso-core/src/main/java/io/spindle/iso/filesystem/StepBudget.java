package io.spindle.iso.filesystem;

/** Counts down the work that may be done for one volume, so that a few bytes of an image cannot ask for hours. */
public final class StepBudget {
    private long left;

    public StepBudget(long steps) {
        left = steps;
    }

    /** False when nothing more may be done. */
    public boolean take() {
        return left > 0 && left-- > 0;
    }
}
