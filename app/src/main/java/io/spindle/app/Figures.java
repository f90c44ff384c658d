package io.spindle.app;

import io.spindle.control.drive.Traffic;
import io.spindle.control.http.ServerFigures;
import io.spindle.nbd.NbdServer;
import io.spindle.transport.TransferCounters;
import java.util.Map;
import java.util.TreeMap;

/** Tells the control plane what the servers count. */
record Figures(NbdServer nbd, EmulatedDrives emulated) implements ServerFigures {
    static Traffic traffic(TransferCounters.Counts counts) {
        return new Traffic(counts.reads(), counts.bytes(), counts.errors(), counts.nanos());
    }

    @Override
    public Map<String, Traffic> exports() {
        Map<String, Traffic> exports = new TreeMap<>();
        nbd.traffic().forEach((name, counts) -> exports.put(name, traffic(counts)));
        return exports;
    }

    @Override
    public int nbdConnections() {
        return nbd.connectionCount();
    }

    @Override
    public int iscsiSessions() {
        return emulated.sessionCount();
    }
}
