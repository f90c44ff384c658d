package io.spindle.iso.filesystem;

import java.util.ArrayList;
import java.util.List;

/** Collects the extents of a file in order, joins those that adjoin, and stops at limits. */
public final class ExtentList {
    /** More than this many pieces no file has that was made in good faith. */
    public static final int MAXIMUM_EXTENTS = 65_536;

    private final List<FileExtent> extents = new ArrayList<>(1);
    private final StepBudget budget;
    private long lengthBytes;

    /**
     * A list without extents.
     *
     * @param budget pays for each call of {@link #add}
     */
    public ExtentList(StepBudget budget) {
        this.budget = budget;
    }

    /** False when there are too many extents. */
    public boolean add(long offsetBytes, long extentBytes) {
        if (extentBytes == 0) {
            return true;
        }
        if (!budget.take()) {
            return false;
        }
        FileExtent next = new FileExtent(offsetBytes, extentBytes);
        int last = extents.size() - 1;
        if (last >= 0 && extents.get(last).adjoins(next)) {
            FileExtent joined = extents.get(last);
            extents.set(last, new FileExtent(joined.offsetBytes(), joined.lengthBytes() + extentBytes));
        } else if (extents.size() == MAXIMUM_EXTENTS) {
            return false;
        } else {
            extents.add(next);
        }
        lengthBytes += extentBytes;
        return true;
    }

    /** Bytes of all extents together. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** The extents, the last one cut so that they are no longer than the file. */
    public List<FileExtent> upTo(long fileBytes) {
        List<FileExtent> cut = new ArrayList<>(extents.size());
        long left = fileBytes;
        for (FileExtent extent : extents) {
            if (left <= 0) {
                break;
            }
            cut.add(new FileExtent(extent.offsetBytes(), Math.min(left, extent.lengthBytes())));
            left -= extent.lengthBytes();
        }
        return List.copyOf(cut);
    }
}
