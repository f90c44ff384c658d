package io.spindle.iso.iso9660;

import io.spindle.iso.inspection.ImageWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Goes through the entries of a system use area and its continuations (SUSP, 4 and 5). */
final class SystemUse {
    /** The kernel of Linux stops there too. */
    private static final int MAXIMUM_CONTINUATIONS = 32;

    private static final int HEADER_BYTES = 4;

    private final ImageWindow window;
    private final int blockBytes;

    SystemUse(ImageWindow window, int blockBytes) {
        this.window = window;
        this.blockBytes = blockBytes;
    }

    /** Takes entries; those that it does not know it leaves alone. */
    interface Entries {
        /**
         * @param signature the two letters, the first one in the high byte
         * @param entry all of the entry from its signature on, at least four bytes, little-endian
         */
        void take(int signature, ByteBuffer entry);
    }

    /** A continuation area (SUSP, 5.1). */
    private record Continuation(long block, long offset, long lengthBytes) {}

    void read(ByteBuffer area, Entries entries) {
        Optional<Continuation> next = area(area, entries);
        if (next.isEmpty()) {
            return;
        }
        Set<Continuation> seen = new HashSet<>();
        while (next.isPresent()) {
            if (seen.size() == MAXIMUM_CONTINUATIONS || !seen.add(next.get())) {
                window.error("susp-continuation", offset(next.get()), "system use areas continue each other endlessly");
                return;
            }
            next = load(next.get()).flatMap(loaded -> area(loaded, entries));
        }
    }

    private long offset(Continuation continuation) {
        return continuation.block() * blockBytes + continuation.offset();
    }

    private Optional<ByteBuffer> load(Continuation at) {
        boolean inBlock = at.offset() <= blockBytes && at.lengthBytes() <= blockBytes - at.offset();
        Optional<ByteBuffer> area =
                inBlock ? window.read(offset(at), (int) at.lengthBytes()) : Optional.<ByteBuffer>empty();
        if (area.isEmpty()) {
            window.error("susp-continuation", offset(at), "a continuation of a system use area is not in the image");
        }
        return area;
    }

    private static Optional<Continuation> area(ByteBuffer area, Entries entries) {
        Optional<Continuation> next = Optional.empty();
        int at = 0;
        while (area.limit() - at >= HEADER_BYTES) {
            int lengthBytes = area.get(at + 2) & 0xFF;
            int signature = (area.get(at) & 0xFF) << 8 | area.get(at + 1) & 0xFF;
            if (lengthBytes < HEADER_BYTES || lengthBytes > area.limit() - at || signature == Susp.ST) {
                break;
            }
            ByteBuffer entry = area.slice(at, lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
            if (signature == Susp.CE && lengthBytes >= 28) {
                next = Optional.of(new Continuation(
                        Integer.toUnsignedLong(entry.getInt(4)),
                        Integer.toUnsignedLong(entry.getInt(12)),
                        Integer.toUnsignedLong(entry.getInt(20))));
            } else {
                entries.take(signature, entry);
            }
            at += lengthBytes;
        }
        return next;
    }
}
