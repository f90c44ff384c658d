package io.spindle.app;

import io.spindle.control.drive.CarrierFactory;
import io.spindle.control.drive.DriveCarrier;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.emulated.EmulatedCarrier;
import io.spindle.control.qemu.Exports;
import io.spindle.control.qemu.QemuCarrier;
import io.spindle.iso.library.LibraryDisc;
import io.spindle.scsi.drive.DriveSettings;
import io.spindle.scsi.drive.OpticalDrive;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes what carries the drives: here the kinds of drives meet the servers. */
final class Carriers implements CarrierFactory {
    private final Exports exports;
    private final ScheduledExecutorService emulation = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "emulation");
        thread.setDaemon(true);
        return thread;
    });

    Carriers(Exports exports) {
        this.exports = exports;
    }

    @Override
    public DriveCarrier create(DriveSpec spec, Optional<LibraryDisc> lay, Runnable seen) throws IOException {
        if (spec instanceof DriveSpec.Qemu qemu) {
            try {
                return new QemuCarrier(qemu, exports, seen);
            } catch (IllegalArgumentException e) {
                throw new IOException("drive " + spec.name() + ": " + e.getMessage(), e);
            }
        }
        OpticalDrive drive = new OpticalDrive(DriveSettings.named(spec.name()));
        lay.ifPresent(disc -> drive.restore(Media.of(disc), System.nanoTime()));
        return new EmulatedCarrier(drive, emulation, Media::of, seen);
    }
}
