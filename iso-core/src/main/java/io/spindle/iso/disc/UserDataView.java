package io.spindle.iso.disc;

import io.spindle.iso.bytes.ByteSource;

/** The 2048-byte blocks of a disc as one run of bytes: what a block device exports. */
public final class UserDataView {
    private UserDataView() {}

    /** The user data of the disc's first track. */
    public static ByteSource of(Disc disc) {
        return disc.sessions().get(0).tracks().get(0).userData();
    }
}
