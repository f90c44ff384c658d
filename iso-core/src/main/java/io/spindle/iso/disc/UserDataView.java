package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;

/** The 2048-byte blocks of a disc as one run of bytes: what a block device exports. */
public final class UserDataView {
    private UserDataView() {}

    /** The user data of the whole disc; closing it closes the disc. */
    public static ByteSource of(Disc disc) {
        return disc.userData();
    }
}
