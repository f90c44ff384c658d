package io.spindle.control.http;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Lines between a drive, which does not wait, and somebody who reads as fast as he can: the newest, and how many are lost. */
final class TraceBuffer {
    private static final int KEPT = 400;

    private final Deque<String> lines = new ArrayDeque<>();
    private long lost;

    synchronized void add(String line) {
        lines.addLast(line);
        if (lines.size() > KEPT) {
            lines.removeFirst();
            lost++;
        }
    }

    /** What came since the last call; where lines were lost, a line says how many. */
    synchronized List<String> take() {
        List<String> taken = new ArrayList<>();
        if (lost > 0) {
            taken.add("(" + lost + " lines left out)");
        }
        taken.addAll(lines);
        lines.clear();
        lost = 0;
        return taken;
    }
}
