package io.spindle.iso.packed;

/** Is told how far an expansion has come, often; may end it. */
public interface ExpansionProgress {
    /**
     * Hears of the next step.
     *
     * @param readBytes of the packed file
     * @param packedBytes its length
     * @return false to give up
     */
    boolean goOn(long readBytes, long packedBytes);
}
