package io.spindle.iso.authoring.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The pieces of an image in order, with zeros between them. */
public final class SegmentList {
    private final List<Segment> segments;
    private final long lengthBytes;

    private SegmentList(List<Segment> segments, long lengthBytes) {
        this.segments = segments;
        this.lengthBytes = lengthBytes;
    }

    /**
     * Puts pieces in order.
     *
     * @throws IllegalArgumentException when two of them lie at the same place, or one beyond the end
     */
    public static SegmentList of(List<Segment> pieces, long lengthBytes) {
        List<Segment> sorted = new ArrayList<>(pieces);
        sorted.removeIf(segment -> segment.lengthBytes() == 0);
        sorted.sort(Comparator.comparingLong(Segment::offsetBytes));
        long end = 0;
        for (Segment segment : sorted) {
            if (segment.offsetBytes() < end || segment.endBytes() > lengthBytes) {
                throw new IllegalArgumentException(
                        "at " + segment.offsetBytes() + " of " + lengthBytes + ", where another piece ends at " + end);
            }
            end = segment.endBytes();
        }
        return new SegmentList(List.copyOf(sorted), lengthBytes);
    }

    public List<Segment> segments() {
        return segments;
    }

    /** Length of the whole image. */
    public long lengthBytes() {
        return lengthBytes;
    }

    /** Position of the first piece that does not end before the offset. */
    public int from(long offsetBytes) {
        int low = 0;
        int high = segments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (segments.get(middle).endBytes() <= offsetBytes) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
