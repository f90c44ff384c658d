package io.spindle.nbd.handler;

import io.spindle.iso.bytes.AllocationExtent;
import io.spindle.iso.bytes.ByteSource;
import io.spindle.nbd.protocol.CommandFlag;
import io.spindle.nbd.protocol.NbdRequest;
import java.io.IOException;
import java.util.List;

/** What {@code NBD_CMD_BLOCK_STATUS} says: looked up on one thread, then read on another. */
final class AllocationAnswer {
    /** The protocol would allow 2^20; a client asks on where the answer ends, and memory is short. */
    private static final int MAXIMUM_EXTENTS = 1024;

    private final ByteSource source;
    private final NbdRequest request;
    private List<AllocationExtent> extents = List.of();

    AllocationAnswer(ByteSource source, NbdRequest request) {
        this.source = source;
        this.request = request;
    }

    void look() throws IOException {
        List<AllocationExtent> all = source.allocation(request.offset(), request.length());
        boolean one = request.has(CommandFlag.NBD_CMD_FLAG_REQ_ONE);
        extents = List.copyOf(all.subList(0, Math.min(all.size(), one ? 1 : MAXIMUM_EXTENTS)));
    }

    List<AllocationExtent> extents() {
        return extents;
    }
}
