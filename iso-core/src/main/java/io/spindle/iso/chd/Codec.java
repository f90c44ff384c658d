package io.spindle.iso.chd;

import java.io.IOException;

/** A way to pack a hunk. */
interface Codec {
    /**
     * Expands a hunk.
     *
     * @param packed what is packed, all of it
     * @param hunk is filled
     */
    void expand(byte[] packed, byte[] hunk) throws IOException;
}
