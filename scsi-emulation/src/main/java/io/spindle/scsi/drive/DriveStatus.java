package io.spindle.scsi.drive;

import java.util.List;
import java.util.Optional;

/**
 * A drive as its operator sees it.
 *
 * @param name what it is called
 * @param trayOpen the tray is out
 * @param discName the disc that lies in it, in an open tray too
 * @param ready that disc can be read
 * @param holders initiator ports that prevent its removal
 * @param initiatorPorts all that are connected
 * @param pending what was asked for and goes on
 */
public record DriveStatus(
        String name,
        boolean trayOpen,
        Optional<String> discName,
        boolean ready,
        List<String> holders,
        List<String> initiatorPorts,
        Optional<Ticket> pending) {}
