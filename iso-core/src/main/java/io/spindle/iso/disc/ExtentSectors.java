package io.spindle.iso.disc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/** The sectors of a disc, made from what its extents store. */
final class ExtentSectors implements SectorSource {
    private final ExtentMap extents;
    private final SectorAssembly assembly;

    ExtentSectors(ExtentMap extents, SubChannelQ q) {
        this.extents = extents;
        this.assembly = new SectorAssembly(q);
    }

    @Override
    public SectorType typeOf(long lba) throws IOException {
        Extent extent = extents.at(lba);
        if (!extent.tellsBySector()) {
            return extent.usualType();
        }
        SectorWorkspace work = SectorWorkspace.get();
        work.read(extent, lba, 1);
        return extent.typeOf(work.stored, 0);
    }

    @Override
    public Set<SectorType> possibleTypes(long firstLba, long countSectors) {
        Set<SectorType> types = EnumSet.noneOf(SectorType.class);
        long lba = firstLba;
        while (lba < firstLba + countSectors) {
            Extent extent = extents.at(lba);
            types.addAll(extent.possibleTypes());
            lba = extent.endLba();
        }
        return types;
    }

    @Override
    public boolean storesCodes(long lba) {
        return extents.at(lba).tellsBySector();
    }

    @Override
    public int lengthBytes(SectorType type, SectorSelection selection) {
        return selection.lengthBytes(type);
    }

    @Override
    public void read(long firstLba, int countSectors, SectorSelection selection, ByteBuffer destination)
            throws IOException {
        long end = firstLba + countSectors;
        checkAddress(end, selection);
        long lba = firstLba;
        while (lba < end) {
            Extent extent = extents.at(lba);
            int count = (int) (Math.min(end, extent.endLba()) - lba);
            if (extent.storesExactly(selection)) {
                readStored(extent, lba, count, destination);
            } else {
                assemble(extent, lba, count, selection, destination);
            }
            lba += count;
        }
    }

    /** Header and sub-channel Q tell positions, for which a CD has two digits of minutes. */
    private static void checkAddress(long end, SectorSelection selection) throws IOException {
        boolean told = selection.sync()
                || selection.header()
                || selection.edcAndEcc()
                || selection.subChannel() != SubChannel.NONE;
        if (told && end + Msf.FIRST_PREGAP_SECTORS > Msf.LIMIT_SECTORS) {
            throw new IOException("sector " + (end - 1) + " lies beyond 99:59:74, it has no position on a CD");
        }
    }

    private static void readStored(Extent extent, long lba, int count, ByteBuffer destination) throws IOException {
        int limit = destination.limit();
        destination.limit(destination.position() + count * extent.strideBytes());
        extent.source().read(extent.offsetBytes(lba), destination);
        destination.limit(limit);
    }

    private void assemble(Extent extent, long firstLba, int count, SectorSelection selection, ByteBuffer destination)
            throws IOException {
        SectorWorkspace work = SectorWorkspace.get();
        int room = SectorWorkspace.roomFor(extent);
        for (int done = 0; done < count; done += room) {
            int now = Math.min(room, count - done);
            work.read(extent, firstLba + done, now);
            if (selection.subChannel() != SubChannel.NONE) {
                work.readSubChannels(extent, firstLba + done, now);
            }
            for (int i = 0; i < now; i++) {
                work.current = i * extent.strideBytes();
                work.currentSubChannel = i * extent.subChannel().lengthBytes();
                assembly.put(extent, firstLba + done + i, selection, work, destination);
            }
        }
    }
}
