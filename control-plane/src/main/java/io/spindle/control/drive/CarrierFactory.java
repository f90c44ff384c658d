package io.spindle.control.drive;

import java.io.IOException;

/** Makes what carries a drive. */
@FunctionalInterface
public interface CarrierFactory {
    /**
     * Makes a carrier.
     *
     * @param seen is to be run, on any thread, whenever the view of the carrier changed
     * @throws IOException when it cannot be had; the text says why
     */
    DriveCarrier create(DriveSpec spec, Runnable seen) throws IOException;
}
