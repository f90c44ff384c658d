package io.spindle.iso.authoring.layout;

import io.spindle.iso.authoring.tree.SourceNode;
import java.nio.ByteBuffer;

/** A piece of an image. */
public sealed interface Segment {
    /** Where it begins on the image. */
    long offsetBytes();

    /** How long it is, at least 1. */
    long lengthBytes();

    /** The first offset after it. */
    default long endBytes() {
        return offsetBytes() + lengthBytes();
    }

    /**
     * Bytes that are there.
     *
     * @param bytes not to be changed any more
     */
    record Memory(long offsetBytes, byte[] bytes) implements Segment {
        @Override
        public long lengthBytes() {
            return bytes.length;
        }
    }

    /** Sectors that are made whenever they are asked for, because there may be many of them. */
    record Computed(long offsetBytes, long lengthBytes, SectorMaker maker) implements Segment {}

    /** A part of a file of the tree that is read when it is asked for. */
    record FileRange(long offsetBytes, long lengthBytes, SourceNode file, long fileOffsetBytes) implements Segment {}

    /** Makes a sector from its number within the segment. */
    interface SectorMaker {
        /** Fills 2048 bytes that are zeros, always with the same. */
        void make(long number, ByteBuffer out);
    }
}
