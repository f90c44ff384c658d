package io.spindle.app;

import io.spindle.control.drive.CarrierFactory;
import io.spindle.control.drive.DriveCarrier;
import io.spindle.control.drive.DriveSpec;
import java.io.IOException;

/** Makes what carries the drives: here the kinds of drives meet the servers. */
final class Carriers implements CarrierFactory {
    @Override
    public DriveCarrier create(DriveSpec spec, Runnable seen) throws IOException {
        throw new IOException(
                "drive " + spec.name() + ": drives of the kind " + spec.kind().word() + " are not there yet");
    }
}
