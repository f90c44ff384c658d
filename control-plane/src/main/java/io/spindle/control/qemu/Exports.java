package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.util.Optional;

/** Where QEMU finds the discs: known to whoever knows the NBD server. */
public interface Exports {
    /**
     * Why a drive cannot use them, a sentence for people; empty when it can.
     *
     * @param withCertificates whether QEMU has been given certificates by which it is to trust an NBD server
     */
    Optional<String> fault(boolean withCertificates);

    /**
     * Talks to the export of a disc, as QEMU will: QEMU stands still, with its guest, as long as a server that it connects to
     * is silent. Where there is no TLS something is read, too.
     *
     * @throws IOException when it does not answer in time, or cannot be reached by QEMU
     */
    void probe(LibraryDisc disc) throws IOException;

    /** The options of QEMU's block driver {@code nbd} for a disc, all but {@code tls-creds}. */
    ObjectNode nbdOptions(LibraryDisc disc);
}
