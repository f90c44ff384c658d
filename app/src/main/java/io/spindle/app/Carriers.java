package io.spindle.app;

import io.spindle.control.drive.CarrierFactory;
import io.spindle.control.drive.DriveCarrier;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.qemu.Exports;
import io.spindle.control.qemu.QemuCarrier;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.util.Optional;

/** Makes what carries the drives: here the kinds of drives meet the servers. */
record Carriers(Exports exports, EmulatedDrives emulated) implements CarrierFactory {
    @Override
    public DriveCarrier create(DriveSpec spec, Optional<LibraryDisc> lay, Runnable seen) throws IOException {
        if (spec instanceof DriveSpec.Emulated ours) {
            return emulated.create(ours, lay, seen);
        }
        try {
            return new QemuCarrier((DriveSpec.Qemu) spec, exports, seen);
        } catch (IllegalArgumentException e) {
            throw new IOException("drive " + spec.name() + ": " + e.getMessage(), e);
        }
    }
}
