package io.spindle.control.http;

import io.spindle.control.drive.DriveStatus;
import io.spindle.iso.library.LibraryDisc;
import java.util.List;
import java.util.Optional;

/** What people paste to attach a machine: known to whoever knows the listeners of this server. */
public interface AttachLines {
    /** NBD URIs of a disc, one for each listener. */
    List<String> urls(LibraryDisc disc);

    /** A command line of QEMU that boots from a disc. */
    Optional<String> qemu(LibraryDisc disc);

    /** A command line of QEMU that has a drive. */
    Optional<String> qemu(DriveStatus drive);

    /** The disk element of libvirt for a drive, and the command that puts it into a machine. */
    Optional<String> libvirt(DriveStatus drive);
}
