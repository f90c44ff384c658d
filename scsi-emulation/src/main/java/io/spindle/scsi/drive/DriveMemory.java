package io.spindle.scsi.drive;

import java.util.List;

/**
 * What a drive has to be told after a restart, so that its guests do not notice one.
 *
 * @param trayOpen the tray was out
 * @param knownPorts initiator ports that were connected, or lost and not yet forgotten
 */
public record DriveMemory(boolean trayOpen, List<KnownPort> knownPorts) {
    /** Of a drive that nobody has seen yet. */
    public static final DriveMemory NONE = new DriveMemory(false, List.of());

    public DriveMemory {
        knownPorts = List.copyOf(knownPorts);
    }
}
