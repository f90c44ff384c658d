package io.spindle.iso.bytes;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tells of leaves of an image that are not those that were verified: of each once, up to some number of them. */
public final class DamagedLeaves {
    private static final int MAXIMUM_TOLD = 100;

    private final String file;
    private final String place;
    private final Consumer<ContentFault> faults;
    private final Set<Long> told = ConcurrentHashMap.newKeySet();

    /**
     * None yet.
     *
     * @param file the path of the image
     * @param expanded true when the leaves are of what it expands to
     * @param faults is told on the thread of the reader
     */
    public DamagedLeaves(String file, boolean expanded, Consumer<ContentFault> faults) {
        this.file = file;
        this.place = expanded ? " of what it expands to" : "";
        this.faults = faults;
    }

    /** The error of a read of such a leaf. */
    public IOException found(long number, int lengthBytes) {
        long start = number * MerkleTree.LEAF_BYTES;
        String text = file + ": bytes " + start + " to " + (start + lengthBytes) + place
                + " are not those that were verified: the file was damaged or changed; verify it again";
        if (told.size() < MAXIMUM_TOLD && told.add(number)) {
            faults.accept(new ContentFault(ContentFault.Kind.DAMAGED, file, text));
        }
        return new IOException(text);
    }
}
