package io.spindle.app;

import io.spindle.iso.inspection.Labels;
import java.io.PrintWriter;

/** A line of progress on a terminal, written over and over; nothing where there is no terminal. */
final class ProgressLine {
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int PATH_WIDTH = 40;
    private static final String TO_LINE_BEGIN_AND_CLEAR = "\r\033[K";

    private final PrintWriter out;
    private final boolean terminal;
    private long shownNanos = System.nanoTime();
    private boolean shown;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(String path, long doneBytes, long totalBytes) {
        long now = System.nanoTime();
        if (!terminal || now - shownNanos < PAUSE_NANOS) {
            return;
        }
        shownNanos = now;
        shown = true;
        String end = path.length() > PATH_WIDTH ? "..." + path.substring(path.length() - PATH_WIDTH) : path;
        out.printf(
                "%s%3d %%  %s of %s  %s",
                TO_LINE_BEGIN_AND_CLEAR,
                totalBytes == 0 ? 100 : (long) (100.0 * doneBytes / totalBytes),
                Descriptions.size(doneBytes),
                Descriptions.size(totalBytes),
                Labels.harmless(end));
        out.flush();
    }

    void clear() {
        if (shown) {
            out.print(TO_LINE_BEGIN_AND_CLEAR);
            out.flush();
        }
    }
}
