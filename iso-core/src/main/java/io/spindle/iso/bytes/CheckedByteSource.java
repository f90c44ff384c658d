package io.spindle.iso.bytes;

/** A source whose reads can be checked against the hashes of a verification, from some moment on. */
public interface CheckedByteSource extends ByteSource {
    /**
     * From now on every byte that is read was checked, also of those that lay in memory before; called once.
     *
     * @param check closed with this source
     * @param damage makes the errors of reads of what is not right
     */
    void checkReads(LeafCheck check, DamagedLeaves damage);

    /** Forgets what was read before, where it is kept: from now on everything is read anew. */
    void drop();

    /** Is run when checking begins, and by {@link #drop}: what was made of bytes that were read before is not to be given away any more. */
    void whenChecked(Runnable task);
}
