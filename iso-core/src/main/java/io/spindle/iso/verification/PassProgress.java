package io.spindle.iso.verification;

/** Is told how far a verification has come, and can end it. */
public interface PassProgress {
    /**
     * Some more was read.
     *
     * @param name of the file
     * @return false to give up
     */
    boolean show(String name, long doneBytes, long totalBytes);
}
