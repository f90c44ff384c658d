package io.spindle.control.drive;

import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.util.Optional;

/** Makes what carries a drive. */
@FunctionalInterface
public interface CarrierFactory {
    /**
     * Makes a carrier.
     *
     * @param lay the disc that lay in it before a restart, if it did and is still there
     * @param seen is to be run, on any thread, whenever the view of the carrier changed
     * @throws IOException when it cannot be had; the text says why
     */
    DriveCarrier create(DriveSpec spec, Optional<LibraryDisc> lay, Runnable seen) throws IOException;
}
