package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;

/** Where QEMU finds the discs: known to whoever knows the NBD server. */
public interface Exports {
    /**
     * Reads something of the export of a disc, as QEMU will: QEMU stands still, with its guest, as long as a server that it
     * connects to is silent.
     *
     * @throws IOException when it does not answer in time, or cannot be reached by QEMU
     */
    void probe(LibraryDisc disc) throws IOException;

    /** The options of QEMU's block driver {@code nbd} for a disc. */
    ObjectNode nbdOptions(LibraryDisc disc);
}
