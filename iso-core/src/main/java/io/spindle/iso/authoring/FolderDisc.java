package io.spindle.iso.authoring;

import io.spindle.iso.authoring.layout.Fields;
import io.spindle.iso.authoring.layout.SectorCursor;
import io.spindle.iso.authoring.layout.Segment;
import io.spindle.iso.authoring.layout.SegmentList;
import io.spindle.iso.authoring.tree.SourceNode;
import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.ContentFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A disc that was planned and that no file holds: what describes it is in memory, the content of files is read from them
 * when it is asked for.
 *
 * <p>The plan is frozen: what is added to the folder is not on the disc. A file that was changed, removed or replaced gives
 * errors in place of its bytes, for good, and is told of once; never other bytes.
 */
public final class FolderDisc implements ByteSource {
    private static final byte[] ZEROS = new byte[SectorCursor.SECTOR_BYTES];

    private final ImagePlan plan;
    private final SegmentList segments;
    private final SourceFiles files;
    private final Consumer<ContentFault> faults;
    private final Set<SourceNode> told = ConcurrentHashMap.newKeySet();

    /**
     * The disc of a plan.
     *
     * @param faults is told of each file that cannot be read or was changed, when that is first seen; on
     *     the thread of the reader
     */
    public FolderDisc(ImagePlan plan, Consumer<ContentFault> faults) {
        this.plan = plan;
        this.segments = plan.segments();
        this.files = plan.tree().folder().map(SourceFiles::new).orElse(null);
        this.faults = faults;
    }

    /** What it was made of. */
    public ImagePlan plan() {
        return plan;
    }

    @Override
    public long lengthBytes() {
        return segments.lengthBytes();
    }

    @Override
    public void read(long offsetBytes, ByteBuffer destination) throws IOException {
        Objects.checkFromIndexSize(offsetBytes, destination.remaining(), lengthBytes());
        int next = segments.from(offsetBytes);
        int limit = destination.limit();
        long at = offsetBytes;
        long end = offsetBytes + destination.remaining();
        while (at < end) {
            Segment segment =
                    next < segments.segments().size() ? segments.segments().get(next) : null;
            long from = segment == null ? end : Math.min(end, segment.offsetBytes());
            zeros(destination, (int) Math.max(0, from - at));
            at = Math.max(at, from);
            if (at < end) {
                int part = (int) (Math.min(end, segment.endBytes()) - at);
                destination.limit(destination.position() + part);
                read(segment, at - segment.offsetBytes(), destination);
                destination.limit(limit);
                at += part;
                next++;
            }
        }
    }

    private static void zeros(ByteBuffer destination, int lengthBytes) {
        for (int left = lengthBytes; left > 0; left -= ZEROS.length) {
            destination.put(ZEROS, 0, Math.min(left, ZEROS.length));
        }
    }

    private void read(Segment segment, long offsetBytes, ByteBuffer destination) throws IOException {
        if (segment instanceof Segment.Memory memory) {
            destination.put(memory.bytes(), (int) offsetBytes, destination.remaining());
        } else if (segment instanceof Segment.Computed computed) {
            compute(computed, offsetBytes, destination);
        } else if (segment instanceof Segment.FileRange range) {
            readFile(range.file(), range.fileOffsetBytes() + offsetBytes, destination);
        }
    }

    private static void compute(Segment.Computed computed, long offsetBytes, ByteBuffer destination) {
        long at = offsetBytes;
        while (destination.hasRemaining()) {
            ByteBuffer sector = Fields.zeros(SectorCursor.SECTOR_BYTES);
            computed.maker().make(at / SectorCursor.SECTOR_BYTES, sector);
            int inSector = (int) (at % SectorCursor.SECTOR_BYTES);
            int part = Math.min(destination.remaining(), SectorCursor.SECTOR_BYTES - inSector);
            destination.put(sector.array(), inSector, part);
            at += part;
        }
    }

    private void readFile(SourceNode file, long offsetBytes, ByteBuffer destination) throws IOException {
        try {
            files.read(file, offsetBytes, destination);
            if (!told.isEmpty()) {
                told.remove(file);
            }
        } catch (IOException e) {
            if (told.add(file)) {
                faults.accept(fault(file, e));
            }
            throw e;
        }
    }

    private static ContentFault fault(SourceNode file, IOException e) {
        return e instanceof FileChangedException changed
                ? changed.fault()
                : new ContentFault(
                        ContentFault.Kind.UNREADABLE, file.path(), file.path() + " cannot be read: " + e.getMessage());
    }

    /** True for what is in memory. */
    @Override
    public boolean readsAtOnce(long offsetBytes, long rangeBytes) {
        int next = segments.from(offsetBytes);
        List<Segment> all = segments.segments();
        while (next < all.size() && all.get(next).offsetBytes() < offsetBytes + rangeBytes) {
            if (all.get(next) instanceof Segment.FileRange) {
                return false;
            }
            next++;
        }
        return true;
    }

    /** In whole sectors. */
    @Override
    public List<AllocationExtent> allocation(long offsetBytes, long rangeBytes) {
        Objects.checkFromIndexSize(offsetBytes, rangeBytes, lengthBytes());
        List<AllocationExtent> extents = new ArrayList<>();
        List<Segment> all = segments.segments();
        long end = offsetBytes + rangeBytes;
        long dataBegin = offsetBytes;
        long dataEnd = offsetBytes;
        for (int next = segments.from(offsetBytes);
                next < all.size() && all.get(next).offsetBytes() < end;
                next++) {
            long begin = Math.max(offsetBytes, all.get(next).offsetBytes() & -SectorCursor.SECTOR_BYTES);
            if (begin > dataEnd) {
                add(extents, dataBegin, dataEnd, false);
                add(extents, dataEnd, begin, true);
                dataBegin = begin;
            }
            dataEnd = Math.min(end, SectorCursor.sectors(all.get(next).endBytes()) * SectorCursor.SECTOR_BYTES);
        }
        add(extents, dataBegin, dataEnd, false);
        add(extents, dataEnd, end, true);
        return extents;
    }

    private static void add(List<AllocationExtent> extents, long begin, long end, boolean hole) {
        if (begin < end) {
            extents.add(new AllocationExtent(begin, end - begin, hole));
        }
    }

    @Override
    public void close() throws IOException {
        if (files != null) {
            files.close();
        }
    }
}
