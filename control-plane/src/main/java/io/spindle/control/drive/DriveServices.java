package io.spindle.control.drive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spindle.control.event.EventLog;
import io.spindle.control.store.AuditLog;
import io.spindle.control.store.StateFolder;
import io.spindle.iso.library.Library;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all drives share; used on {@code worker}'s thread only. */
record DriveServices(
        Library library,
        StateFolder state,
        AuditLog audit,
        EventLog events,
        Clock clock,
        ScheduledExecutorService worker,
        Map<TallyKey, LongAdder> tally) {
    private static final Logger LOG = LoggerFactory.getLogger(DriveServices.class);

    /** Runs a task on the thread of the drives, unless they are closed. */
    void run(Runnable task) {
        try {
            worker.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("too late: the drives are closed");
        }
    }

    /** Throws when the state cannot be kept: what is not remembered must not be promised. */
    void remember(String name, DriveRecord record) throws IOException {
        state.write(name, record.json());
    }

    void audit(String drive, HistoryEntry entry) {
        TallyKey key = new TallyKey(drive, entry.what(), entry.result());
        tally.computeIfAbsent(key, it -> new LongAdder()).increment();
        ObjectNode line = DriveDocuments.history(entry);
        line.put("drive", drive);
        try {
            audit.add(line);
        } catch (IOException e) {
            LOG.error("the audit log cannot be written: {}", e.getMessage());
        }
    }
}
