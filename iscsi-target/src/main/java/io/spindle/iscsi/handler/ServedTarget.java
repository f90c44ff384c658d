package io.spindle.iscsi.handler;

import io.spindle.iscsi.target.IscsiTarget;
import io.spindle.iscsi.target.SessionTraffic;
import io.spindle.scsi.InitiatorPort;
import io.spindle.scsi.Nexus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A target with its sessions; touched by its own thread only, but for what never changes, and for what was read. */
final class ServedTarget {
    private final IscsiTarget target;
    private final TargetThread thread;
    private final Map<String, TargetSession> sessions = new ConcurrentHashMap<>();

    /** A session of a target, as the others see it. */
    interface TargetSession {
        /** Ends every task without an answer. */
        void abortTasks();

        /** Closes the connection, as if it had been lost. */
        void drop();

        /** What it has read; on any thread. */
        SessionTraffic traffic();
    }

    ServedTarget(IscsiTarget target, TargetThread thread) {
        this.target = target;
        this.thread = thread;
    }

    IscsiTarget target() {
        return target;
    }

    TargetThread thread() {
        return thread;
    }

    int sessionCount() {
        return sessions.size();
    }

    /** The sessions that there are now. */
    List<TargetSession> sessions() {
        return List.copyOf(sessions.values());
    }

    /** What each session has read; on any thread. */
    List<SessionTraffic> traffic() {
        return sessions.values().stream().map(TargetSession::traffic).toList();
    }

    /** A session of that initiator port begins; one that it has already ends (RFC 7143, 6.3.5). */
    Nexus begin(InitiatorPort port, TargetSession session) {
        TargetSession former = sessions.get(port.name());
        if (former != null) {
            former.drop();
        }
        sessions.put(port.name(), session);
        return target.logicalUnit().attach(port, System.nanoTime());
    }

    /**
     * A session is over.
     *
     * @param expected true when the initiator logged out
     */
    void end(String initiatorPort, TargetSession session, Nexus nexus, boolean expected) {
        if (sessions.remove(initiatorPort, session)) {
            target.logicalUnit().detach(nexus, expected, System.nanoTime());
        }
    }
}
