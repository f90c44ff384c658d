package io.spindle.control.qemu;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.drive.Change;
import io.spindle.control.drive.DriveSpec;
import io.spindle.control.drive.Refusal;
import io.spindle.iso.library.LibraryDisc;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One change of the disc: add the new node, open the tray, exchange, close it, remove the old node. When it cannot be made
 * the old disc lies in the closed tray again and no node is left over.
 */
final class QemuChange {
    private static final Logger LOG = LoggerFactory.getLogger(QemuChange.class);

    private final QemuTray tray;
    private final TraySignal signal;
    private final Teller teller;

    /** Tells people what goes on. */
    interface Teller {
        void tell(String text) throws IOException;
    }

    QemuChange(QemuTray tray, TraySignal signal, Teller teller) {
        this.tray = tray;
        this.signal = signal;
        this.teller = teller;
    }

    Change make(DriveSpec.Qemu drive, Optional<LibraryDisc> disc, Exports exports, boolean force) throws IOException {
        CdDevice before = tray.look();
        Optional<String> node = Optional.empty();
        if (disc.isPresent()) {
            node = Optional.of(NodeNames.next(drive.name()));
            addNode(drive, node.get(), exports.nbdOptions(disc.get()));
        }
        boolean made = false;
        try {
            made = exchange(before, node, force);
        } finally {
            if (!made) {
                undo(before, node);
            }
        }
        if (!made) {
            String text = signal.isGivenUp() ? "the change was given up" : "the guest holds the tray";
            return new Change.NotMade(Refusal.HELD, text);
        }
        if (before.node().isPresent() && !before.node().equals(node)) {
            forget(before.node().get());
        }
        return new Change.Made();
    }

    private void addNode(DriveSpec.Qemu drive, String node, ObjectNode nbdOptions) throws IOException {
        if (drive.tlsCertificates().isPresent()) {
            String credentials = NodeNames.credentials(drive.name());
            tray.addNode(node, nbdOptions, credentials, drive.tlsCertificates().get());
        } else {
            tray.addNode(node, nbdOptions);
        }
    }

    /** False when the guest did not let go in time. */
    private boolean exchange(CdDevice device, Optional<String> node, boolean force) throws IOException {
        do {
            if (!open(device, force)) {
                return false;
            }
            // The guest may close it between any two commands: begin again then.
            boolean out = tray.look().node().isEmpty() || tray.takeOut(device.id());
            if (out && node.isEmpty()) {
                close(device);
                return true;
            }
            if (out && tray.putIn(device.id(), node.get())) {
                close(device);
                return true;
            }
        } while (signal.await());
        return false;
    }

    private boolean open(CdDevice device, boolean force) throws IOException {
        if (tray.look().trayOpen()) {
            return true;
        }
        tray.open(device.id(), force);
        boolean told = false;
        for (CdDevice now = tray.look(); !now.trayOpen(); now = tray.look()) {
            if (!told) {
                told = true;
                teller.tell("the guest was asked to let go of the disc");
            }
            if (!signal.await()) {
                return false;
            }
            if (!now.locked()) {
                // It let go without opening. One that still holds it is asked once only: it would eject the next disc,
                // too.
                tray.open(device.id(), force);
            }
        }
        return true;
    }

    /** Done is what the guest can read: the tray is closed, whoever closed it. */
    private void close(CdDevice device) throws IOException {
        tray.close(device.id());
        for (int look = 0; tray.look().trayOpen(); look++) {
            if (look > 40) {
                throw new IOException("QEMU does not close the tray");
            }
            signal.await();
        }
    }

    private void undo(CdDevice before, Optional<String> node) {
        try {
            CdDevice now = tray.look();
            boolean out = now.node().isEmpty() && before.node().isPresent();
            if (out) {
                putBack(now.id(), before.node().get());
            }
            if ((out || now.trayOpen()) && !before.trayOpen()) {
                tray.close(now.id());
            }
            if (node.isPresent() && !tray.look().node().equals(node)) {
                forget(node.get());
            }
        } catch (IOException e) {
            LOG.warn("a change that was not made could not be undone: {}", e.getMessage());
        }
    }

    /** The guest may close the empty tray again, but not for ever just then. */
    private void putBack(String id, String node) throws IOException {
        boolean back = false;
        for (int attempt = 0; attempt < 3 && !back; attempt++) {
            tray.open(id, true);
            back = tray.putIn(id, node);
        }
    }

    private void forget(String node) {
        try {
            tray.removeNode(node);
        } catch (IOException e) {
            LOG.warn("block node {} stays behind: {}", node, e.getMessage());
        }
    }
}
