package io.spindle.iscsi.handler;

import io.spindle.iso.bytes.ByteSource;
import io.spindle.iso.bytes.MappedFile;
import io.spindle.iso.bytes.SharedByteSource;
import io.spindle.scsi.Medium;
import io.spindle.scsi.SectorRange;
import io.spindle.transport.MappedPages;
import io.spindle.transport.WaitingReads;
import java.io.IOException;

/** A medium that a session reads: kept open, with its pages and its lane. */
final class OpenMedium {
    private final Medium medium;
    private final SharedByteSource.Lease lease;
    private final WaitingReads.Lane lane;
    private final MappedFile mapped;
    private final MappedPages pages;
    private int users;
    private boolean retired;
    private boolean used;
    private boolean intactChecked;

    OpenMedium(Medium medium, SharedByteSource.Lease lease, WaitingReads.Lane lane) {
        this.medium = medium;
        this.lease = lease;
        this.lane = lane;
        this.mapped = medium.disc().userData().mappedFile().orElse(null);
        this.pages = mapped == null ? null : new MappedPages(mapped);
    }

    boolean isOf(Medium other) {
        return medium == other;
    }

    WaitingReads.Lane lane() {
        return lane;
    }

    ByteSource userData() {
        return medium.disc().userData();
    }

    MappedPages pages() {
        return pages;
    }

    /** True when the very bytes of the range lie in a mapped file, and may be sent from there. */
    boolean maps(SectorRange range) {
        long end = range.firstLba() * range.sectorBytes() + range.lengthBytes();
        return mapped != null && mapped.maySend() && range.isUserData() && end <= mapped.lengthBytes();
    }

    boolean isResident(long offsetBytes, long lengthBytes) {
        return mapped.isResident(offsetBytes, lengthBytes);
    }

    /** Fails when the file is not what it was; asks the kernel once in a while only. */
    void checkIntact() throws IOException {
        if (!intactChecked) {
            mapped.checkIntact();
            intactChecked = true;
        }
    }

    /** What was found intact may have changed since. */
    void doubt() {
        intactChecked = false;
    }

    void addUser() {
        users++;
        used = true;
    }

    void removeUser() {
        users--;
    }

    void retire() {
        retired = true;
    }

    boolean isFinished() {
        return retired && users == 0;
    }

    /** True when nobody used it since this was asked last. */
    boolean isIdle() {
        boolean idle = !used && users == 0;
        used = false;
        return idle;
    }

    void close() {
        lane.close();
        lease.close();
    }
}
