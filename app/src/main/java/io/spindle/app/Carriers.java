package io.spindle.app;

import io.spindle.control.drive.CarrierFactory;
import io.spindle.control.drive.DriveCarrier;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.qemu.Exports;
import io.spindle.control.qemu.QemuCarrier;
import java.io.IOException;

/** Makes what carries the drives: here the kinds of drives meet the servers. */
record Carriers(Exports exports) implements CarrierFactory {
    @Override
    public DriveCarrier create(DriveSpec spec, Runnable seen) throws IOException {
        if (spec instanceof DriveSpec.Qemu qemu) {
            try {
                return new QemuCarrier(qemu, exports, seen);
            } catch (IllegalArgumentException e) {
                throw new IOException("drive " + spec.name() + ": " + e.getMessage(), e);
            }
        }
        throw new IOException("drive " + spec.name() + ": emulated drives are not there yet");
    }
}
