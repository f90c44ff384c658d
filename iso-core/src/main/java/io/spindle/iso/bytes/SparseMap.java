package io.spindle.iso.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import jnr.constants.platform.OpenFlags;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a file has holes, as {@code lseek(2)} tells with SEEK_DATA and SEEK_HOLE.
 *
 * <p>Java has no call for it, hence the native library. Where that is not to be had, or the path by now names another
 * file, everything counts as data: always true, only less useful.
 */
final class SparseMap {
    private static final Logger LOG = LoggerFactory.getLogger(SparseMap.class);
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int MAXIMUM_HOLES = 1 << 16;

    private final NavigableMap<Long, Long> holeEndByStart;

    private SparseMap(NavigableMap<Long, Long> holeEndByStart) {
        this.holeEndByStart = holeEndByStart;
    }

    static SparseMap of(Path path, Object fileKey, long lengthBytes) {
        try {
            return new SparseMap(holes(path, fileKey, lengthBytes));
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.debug("holes of {} are not known: {}", path, e.toString());
            return new SparseMap(new TreeMap<>());
        }
    }

    private static NavigableMap<Long, Long> holes(Path path, Object fileKey, long lengthBytes) throws IOException {
        POSIX posix = POSIXFactory.getNativePOSIX();
        // Should a pipe stand at the path by now, opening it must not wait for a writer.
        int fd = posix.open(path.toString(), OpenFlags.O_RDONLY.intValue() | OpenFlags.O_NONBLOCK.intValue(), 0);
        if (fd < 0) {
            throw new IOException("open: error " + posix.errno());
        }
        try {
            // The path may name another file than the one that is open; /proc tells what was opened just now.
            Path opened = Path.of("/proc/self/fd/" + fd);
            BasicFileAttributes attributes = Files.readAttributes(opened, BasicFileAttributes.class);
            if (!Objects.equals(attributes.fileKey(), fileKey)) {
                throw new IOException("the path names another file now");
            }
            return walk(posix, fd, lengthBytes);
        } finally {
            posix.close(fd);
        }
    }

    private static NavigableMap<Long, Long> walk(POSIX posix, int fd, long lengthBytes) {
        NavigableMap<Long, Long> holes = new TreeMap<>();
        long at = 0;
        while (at < lengthBytes && holes.size() < MAXIMUM_HOLES) {
            long hole = posix.lseekLong(fd, at, SEEK_HOLE);
            if (hole < 0 || hole >= lengthBytes) {
                break;
            }
            long data = posix.lseekLong(fd, hole, SEEK_DATA);
            long end = data < 0 ? lengthBytes : Math.min(data, lengthBytes);
            holes.put(hole, end);
            at = end;
        }
        return holes;
    }

    List<AllocationExtent> extents(long offsetBytes, long rangeBytes) {
        List<AllocationExtent> extents = new ArrayList<>();
        long at = offsetBytes;
        long end = offsetBytes + rangeBytes;
        while (at < end) {
            Map.Entry<Long, Long> before = holeEndByStart.floorEntry(at);
            boolean hole = before != null && before.getValue() > at;
            long next = hole ? before.getValue() : startOfNextHole(at, end);
            extents.add(new AllocationExtent(at, Math.min(next, end) - at, hole));
            at = next;
        }
        return extents;
    }

    private long startOfNextHole(long at, long end) {
        Long next = holeEndByStart.higherKey(at);
        return next == null ? end : next;
    }
}
