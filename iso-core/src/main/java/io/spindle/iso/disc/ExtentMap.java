package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The extents of a disc in the order of their addresses, with gaps between sessions. */
final class ExtentMap implements Closeable {
    private final Extent[] extents;

    /** @throws IllegalArgumentException when two overlap, or are out of order */
    ExtentMap(List<Extent> extents) {
        this.extents = extents.toArray(Extent[]::new);
        for (int i = 1; i < this.extents.length; i++) {
            if (this.extents[i].firstLba() < this.extents[i - 1].endLba()) {
                throw new IllegalArgumentException("extent at " + this.extents[i].firstLba() + " overlaps");
            }
        }
    }

    /** The extent that holds the address, or null when none does. */
    Extent find(long lba) {
        int low = 0;
        int high = extents.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Extent extent = extents[middle];
            if (lba < extent.firstLba()) {
                high = middle - 1;
            } else if (lba >= extent.endLba()) {
                low = middle + 1;
            } else {
                return extent;
            }
        }
        return null;
    }

    /**
     * The extent that holds the address.
     *
     * @throws IndexOutOfBoundsException when none does
     */
    Extent at(long lba) {
        Extent extent = find(lba);
        if (extent == null) {
            throw new IndexOutOfBoundsException("no sector " + lba);
        }
        return extent;
    }

    /** Closes all sources. */
    @Override
    public void close() throws IOException {
        Set<ByteSource> sources = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Extent extent : extents) {
            sources.add(extent.source());
            extent.subChannelFile().ifPresent(file -> sources.add(file.source()));
        }
        IOException failure = null;
        for (ByteSource source : sources) {
            try {
                source.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
