package io.spindle.iscsi.handler;

import io.netty.util.collection.IntObjectHashMap;
import io.spindle.iscsi.session.CommandWindow;
import java.util.List;
import java.util.Optional;

/** The SCSI commands of a session that are under way, and what they take. */
final class TaskSet {
    private final CommandWindow window;
    private final DataOutMemory memory;
    private final IntObjectHashMap<ScsiTask> tasks = new IntObjectHashMap<>();
    private int immediateCount;

    TaskSet(CommandWindow window, DataOutMemory memory) {
        this.window = window;
        this.memory = memory;
    }

    Optional<ScsiTask> find(int tag) {
        return Optional.ofNullable(tasks.get(tag));
    }

    /** A copy, so that tasks may end meanwhile. */
    List<ScsiTask> all() {
        return List.copyOf(tasks.values());
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** How many of them the window does not hold back. */
    int immediateCount() {
        return immediateCount;
    }

    void add(ScsiTask task) {
        tasks.put(task.tag(), task);
        immediateCount += task.command().immediate() ? 1 : 0;
    }

    /** Takes memory for what the initiator sends; false when there is none. */
    boolean takeMemory(ScsiTask task, long bytes) {
        boolean taken = memory.take(bytes);
        task.dataOutMemoryBytes += taken ? bytes : 0;
        return taken;
    }

    /** The task is answered or aborted; its slot in the window is free. */
    void remove(ScsiTask task) {
        task.end();
        tasks.remove(task.tag());
        memory.giveBack(task.dataOutMemoryBytes);
        task.dataOutMemoryBytes = 0;
        if (task.command().immediate()) {
            immediateCount--;
        } else {
            window.done();
        }
    }
}
