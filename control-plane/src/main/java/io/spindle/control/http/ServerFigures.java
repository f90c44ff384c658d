package io.spindle.control.http;

import io.spindle.control.drive.Traffic;
import java.util.Map;

/** Figures of the servers beside this one: known to whoever started them. */
public interface ServerFigures {
    /** What was read of each NBD export, by name. */
    Map<String, Traffic> exports();

    /** How many NBD clients are connected. */
    int nbdConnections();

    /** How many iSCSI sessions there are. */
    int iscsiSessions();
}
