package io.spindle.iso.cache;

/** A block of a source, counted from 0; equal when both are the same. */
record BlockKey(CachedByteSource source, long index) {
    @Override
    public boolean equals(Object other) {
        return other instanceof BlockKey key && key.source == source && key.index == index;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(source) * 31 + Long.hashCode(index * 0x9E3779B97F4A7C15L);
    }
}
