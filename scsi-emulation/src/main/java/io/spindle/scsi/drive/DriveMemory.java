package io.spindle.scsi.drive;

import java.util.List;
import java.util.Optional;

/**
 * What a drive has to be told after a restart, so that its guests do not notice one.
 *
 * @param trayOpen the tray was out
 * @param discIdentity the disc that lay in it, in or on the tray
 * @param knownPorts initiator ports that were connected, or lost and not yet forgotten
 */
public record DriveMemory(boolean trayOpen, Optional<String> discIdentity, List<KnownPort> knownPorts) {
    /** Of a drive that nobody has seen yet. */
    public static final DriveMemory NONE = new DriveMemory(false, Optional.empty(), List.of());

    public DriveMemory {
        knownPorts = List.copyOf(knownPorts);
    }

    /**
     * The same for a drive whose disc is about to be changed: whatever lies in it after a restart, every port is told of
     * it, for it may have seen another one by then.
     */
    public DriveMemory unsettled() {
        return new DriveMemory(
                trayOpen,
                discIdentity,
                knownPorts.stream().map(KnownPort::unsettled).toList());
    }
}
