package io.spindle.scsi;

import java.nio.ByteBuffer;

/** What a command sends to the initiator: already cut to the allocation length, not yet to what a transport expects. */
public sealed interface DataIn {
    /** Bytes in all. */
    long lengthBytes();

    /**
     * Bytes that are there.
     *
     * @param bytes from position to limit; read only
     */
    record Bytes(ByteBuffer bytes) implements DataIn {
        public Bytes {
            bytes = bytes.slice().asReadOnlyBuffer();
        }

        @Override
        public long lengthBytes() {
            return bytes.remaining();
        }
    }

    /** Sectors that the transport reads itself. */
    record Sectors(SectorRange range) implements DataIn {
        @Override
        public long lengthBytes() {
            return range.lengthBytes();
        }
    }

    /** Nothing. */
    record None() implements DataIn {
        @Override
        public long lengthBytes() {
            return 0;
        }
    }
}
